package org.bakeoff.dataset.imdb;

import java.util.Locale;
import java.util.regex.Pattern;
import org.bakeoff.api.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Says which reviews to read, and how to encode them.
 *
 * @param source a folder, an archive or a URL
 * @param sha256 what the archive must be, in small letters; null: the published checksum if the source is the published
 *     URL, else anything
 * @param vocabulary the number of token ids, the four special ones included
 * @param length the largest number of token ids of a review
 * @param wordIndex a word index as Keras ships it; null: the words are counted
 * @param limit how many reviews of the training set, and of the test set, to use; null: all
 */
public record ImdbConfig(
        @ConfigProperty(
                value = "the aclImdb folder or its parent, a .tar.gz or .tar archive, or a URL of one",
                path = true)
        String source,

        @ConfigProperty("SHA-256 of the archive, 64 hexadecimal digits; known for the published URL") @Nullable
        String sha256,

        @ConfigProperty(value = "number of token ids, the four special ones included", min = 5)
        int vocabulary,

        @ConfigProperty(value = "token ids of a review at most; the last ones are kept", min = 1, max = 10_000_000)
        int length,

        @ConfigProperty(value = "Keras word index, a JSON file {word: rank}; otherwise words are counted", path = true)
        @Nullable
        String wordIndex,

        @ConfigProperty(
                value = "reviews to use of the training set, and of the test set; as many positive as negative",
                min = 2)
        @Nullable
        Integer limit) {

    /** Where the authors publish the dataset. */
    public static final String PUBLISHED_URL = "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz";

    private static final String PUBLISHED_SHA256 = "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the checksum's form.
     *
     * @throws IllegalArgumentException if the source is blank, or the checksum isn't 64 hexadecimal digits
     */
    public ImdbConfig {
        if (source.isBlank()) {
            throw new IllegalArgumentException("source is empty; give a folder, an archive or a URL");
        }
        if (sha256 != null) {
            sha256 = sha256.toLowerCase(Locale.ROOT);
            if (!SHA256.matcher(sha256).matches()) {
                throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits, found \"" + sha256 + "\"");
            }
        }
    }

    /** Returns the checksum that the source must have: the one given, or the published one of the published URL. */
    @Nullable
    String expectedSha256() {
        return sha256 == null && source.equals(PUBLISHED_URL) ? PUBLISHED_SHA256 : sha256;
    }
}
