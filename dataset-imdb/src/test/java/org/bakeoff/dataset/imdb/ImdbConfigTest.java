package org.bakeoff.dataset.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImdbConfigTest {

    private static ImdbConfig config(String source, @Nullable String sha256) {
        return new ImdbConfig(source, sha256, 100, 20, null, null);
    }

    /** What the dataset asks for; each source then is the archive given. */
    private static List<String> opened(ImdbConfig config, Path archive) throws IOException {
        List<String> opened = new ArrayList<>();
        DataContext context = (source, sha256) -> {
            opened.add(source + " " + sha256);
            return source.endsWith(".json") ? Path.of(source) : archive;
        };
        Loading.imdb().load(config, context);
        return opened;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "g123456789012345678901234567890123456789012345678901234567890123"})
    void aChecksumHas64Digits(String sha256) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("some.tar.gz", sha256))
                .withMessageContaining("sha256 must be 64 hexadecimal digits")
                .withMessageContaining("\"" + sha256 + "\"");
    }

    @Test
    void aSourceIsNeeded() {
        assertThatIllegalArgumentException().isThrownBy(() -> config(" ", null)).withMessageContaining("source");
    }

    @Test
    void thePublishedUrlHasThePublishedChecksum(@TempDir Path dir) throws IOException {
        Path archive = SmallImdb.ofEach(1).archive(dir);

        assertThat(opened(config(Loading.imdb().defaults().source(), null), archive))
                .containsExactly("https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz"
                        + " c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe");
        assertThat(opened(config("https://example.org/copy.tar.gz", null), archive))
                .containsExactly("https://example.org/copy.tar.gz null");
        assertThat(opened(config(archive.toString(), null), archive)).containsExactly(archive + " null");
    }

    @Test
    void aGivenChecksumIsAskedForInSmallLetters(@TempDir Path dir) throws IOException {
        Path archive = SmallImdb.ofEach(1).archive(dir);

        assertThat(opened(config(ImdbConfig.PUBLISHED_URL, "AB".repeat(32)), archive))
                .containsExactly(ImdbConfig.PUBLISHED_URL + " " + "ab".repeat(32));
    }

    @Test
    void everyKeyIsDescribed() {
        assertThat(ImdbConfig.class.getRecordComponents())
                .allSatisfy(component -> assertThat(component.getAnnotation(ConfigProperty.class))
                        .isNotNull());
        assertThat(Arrays.stream(ImdbConfig.class.getRecordComponents())
                        .filter(component ->
                                component.getAnnotation(ConfigProperty.class).path())
                        .map(component -> component.getName()))
                .containsExactly("source", "wordIndex");
    }
}
