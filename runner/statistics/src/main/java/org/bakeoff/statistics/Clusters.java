package org.bakeoff.statistics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bakeoff.api.Example;

/**
 * Says which examples are not independent: those of one group and those of one text, in whatever form of Unicode
 * these are composed, unless there are no texts.
 *
 * <p>Where each text belongs to one group, or each group to one text, there is one dimension of clusters. Else there are
 * three: groups, texts, and the examples that share both, whose variance the other two count twice (Cameron, Gelbach and
 * Miller, "Robust inference with multiway clustering", Journal of Business and Economic Statistics 29, 2011).
 *
 * @param dimensions one dimension, or three: groups, texts, both
 */
record Clusters(List<Dimension> dimensions) {

    private static final Pattern MANY_MARKS = Pattern.compile("\\p{M}{31}");

    /**
     * One way to divide the examples.
     *
     * @param of the cluster of every example, counted from 0
     * @param count how many clusters there are
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Dimension(int[] of, int count) {

        private static Dimension of(LongStream keys) {
            Map<Long, Integer> numbers = new HashMap<>();
            int[] of = keys.mapToInt(key -> {
                        int next = numbers.size();
                        return numbers.computeIfAbsent(key, value -> next);
                    })
                    .toArray();
            return new Dimension(of, numbers.size());
        }
    }

    static Clusters of(List<Example> examples) {
        long[] groupKeys = new long[examples.size()];
        long[] textKeys = new long[examples.size()];
        int next = 0;
        MessageDigest sha256 = sha256();
        // Examples may come from something else than texts.
        boolean texts = examples.stream().anyMatch(example -> !example.text().isBlank());
        for (Example example : examples) {
            groupKeys[next] = key(composed(example.group()), sha256);
            textKeys[next] = texts ? key(composed(example.text()), sha256) : next;
            next++;
        }
        Dimension groups = Dimension.of(LongStream.of(groupKeys));
        Dimension ofText = Dimension.of(LongStream.of(textKeys));
        Dimension both = Dimension.of(IntStream.range(0, examples.size())
                .mapToLong(example -> (long) groups.of[example] << Integer.SIZE | ofText.of[example]));
        if (both.count == ofText.count) {
            return new Clusters(List.of(groups));
        }
        return new Clusters(both.count == groups.count ? List.of(ofText) : List.of(groups, ofText, both));
    }

    /** Returns what stands for a text, of which there may be too many for the memory: the first eight bytes of its SHA-256. */
    private static long key(String text, MessageDigest sha256) {
        return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /**
     * Returns a text with each letter and its marks as one character, where there is one; as it is where more marks follow one another
     * than any language writes, which would be sorted in time that grows with their square.
     */
    private static String composed(String text) {
        return MANY_MARKS.matcher(text).find() ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns how many examples there are. */
    int examples() {
        return dimensions.get(0).of.length;
    }
}
