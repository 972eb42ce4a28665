package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bakeoff.io.FileRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that a pattern matches are opened, and identify the data. */
class FilePatternTest {

    @TempDir
    private Path dir;

    private Path write(String name, String content) throws IOException {
        Path file = dir.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private Sources sources() {
        return new Sources(new CacheFolder(dir.resolve("cache")), true, LoadingListener.NONE);
    }

    @Test
    void theFilesThatMatchAreOpenedInOrderAndTheirContentsIdentifyTheData() throws IOException {
        Path second = write("data/b.csv", "b");
        Path first = write("data/a.csv", "a");
        write("data/a.txt", "x");
        write("data/.hidden.csv", "x");
        write("data/deep/c.csv", "c");
        String pattern = dir + "/data/*.csv";
        Sources sources = sources();

        assertThat(sources.openAll(pattern)).containsExactly(first, second);
        SourceFingerprint before = sources.inputs().get(0);
        assertThat(before.source()).isEqualTo(pattern);
        assertThat(sources.fingerprint(pattern, "")).contains(before);

        assertThat(sources().openAll(dir + "/data/**.csv")).hasSize(3);
        assertThat(sources().openAll(dir + "/*/{a,b}.csv")).isEqualTo(List.of(first, second));

        Path more = write("data/c.csv", "c");
        assertThat(sources.fingerprint(pattern, "")).isPresent().get().isNotEqualTo(before);
        Files.delete(more);
        Files.writeString(second, "d");
        assertThat(sources.fingerprint(pattern, "")).isPresent().get().isNotEqualTo(before);
    }

    /** As JupyterLab keeps them; a folder in the trash that can't be read is no matter either. */
    @Test
    void copiesInHiddenFoldersDoNotMatch() throws IOException {
        Path own = write("data/a.csv", "a");
        Path deep = write("data/deep/b.csv", "b");
        Path copy = write("data/.ipynb_checkpoints/a-checkpoint.csv", "a");
        write("data/deep/.cache/more/b.csv", "b");

        assertThat(sources().openAll(dir + "/data/**/*.csv")).containsExactly(own, deep);
        assertThat(sources().openAll(dir + "/data/**.csv")).containsExactly(own, deep);
        assertThat(sources().openAll(dir + "/data/*/*.csv")).containsExactly(deep);
        assertThat(sources().openAll(dir + "/data/**/*{.csv,.tsv}")).containsExactly(own, deep);
        for (String meant : List.of("/data/.i*/*.csv", "/data/.ipynb_checkpoints/*.csv", "/data/{.i*,no}/a*.csv")) {
            assertThat(sources().openAll(dir + meant)).as(meant).containsExactly(copy);
        }
        Path hidden = write("data/.a.csv", "a");
        for (String meant : List.of("/data/.a*.csv", "/data/{.a,no}*.csv", "/**/.*.csv")) {
            assertThat(sources().openAll(dir + meant)).as(meant).containsExactly(hidden);
        }
        Path out = dir.resolve("data/.export/train.csv");
        assertThat(Sources.takes(dir + "/data/**/*.csv", out, false)).isFalse();
        assertThat(Sources.takes(dir + "/data/**/*.csv", out, true)).isTrue();
        assertThat(Sources.takes(dir + "/data/**/*.csv", dir.resolve("data/export/train.csv"), false))
                .isTrue();
    }

    @Test
    void aFolderMayBeCalledLikeAPattern() throws IOException {
        Path own = write("exp[1]/{a}/a.csv", "a");
        write("exp1/{a}/other.csv", "b");
        Path matched = write("exp1/a/other.csv", "b");

        assertThat(sources().openAll(dir + "/exp[1]/{a}/*.csv")).containsExactly(own);
        assertThat(sources().openAll(dir + "/exp[1]/?a}/a.csv")).containsExactly(own);
        assertThat(sources().openAll(dir + "/exp[12]/{a}/*.csv")).containsExactly(matched);
    }

    @Test
    void aLinkInFrontOfTwoDotsIsFollowed() throws IOException {
        write("data/a.csv", "a");
        Path behind = write("elsewhere/data/b.csv", "b");
        Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("elsewhere/inner")));

        assertThat(sources().openAll(dir + "/link/../data/*.csv")).containsExactly(behind.toRealPath());
    }

    @Test
    void onlyFoldersThatAPatternCanReachAreRead() throws IOException {
        write("data/a.csv", "a");
        Path deep = write("data/b/c/d/e.csv", "b");

        assertThat(FilePattern.of(dir + "/data/*.csv").depth()).isOne();
        assertThat(FilePattern.of(dir + "/*/b/{c,x/y}/*.csv").depth()).isEqualTo(5);
        assertThat(sources().openAll(dir + "/data/*/*/*/*.csv")).containsExactly(deep);
        assertThat(sources().openAll(dir + "/data/**/e.csv")).containsExactly(deep);
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void manyStarsOrAlternativesTakeNeitherTimeNorMemoryWithoutEnd() throws IOException {
        Path file = write("data/" + "a".repeat(200) + ".csv", "a");

        assertThat(sources().openAll(dir + "/data/" + "*a".repeat(20) + "*.csv"))
                .containsExactly(file);
        assertThatIOException()
                .isThrownBy(() -> sources().openAll(dir + "/data/" + "*a".repeat(20) + "*b.csv"))
                .withMessageContaining("No file matches");
        assertThatIOException()
                .isThrownBy(() -> sources().openAll(dir + "/data/{" + ",".repeat(30_000) + "}" + "b".repeat(100_000)))
                .withMessageContaining("No file matches");
    }

    @Test
    void bracesAndCommasWithinBracketsAreCharacters() throws IOException {
        Path comma = write("data/,1.csv", "a");
        Path brace = write("data/{1.csv", "b");
        Path letter = write("data/b1.csv", "c");

        assertThat(sources().openAll(dir + "/data/{[a,b]*,c}.csv")).containsExactly(comma, letter);
        assertThat(sources().openAll(dir + "/data/{[!,{]1,[{,]1}.csv")).containsExactly(comma, letter, brace);
        assertThat(sources().openAll(dir + "/data/{none[}],[{]1}.csv")).containsExactly(brace);
        assertThat(sources().openAll(dir + "/**/[{,]1.{tsv,csv}")).containsExactly(comma, brace);
        assertThat(sources().openAll(dir + "/data/**/{[,}]?,x[}]}.csv")).containsExactly(comma);
    }

    @Test
    void twoStarsStandForNoFolderToo() throws IOException {
        Path above = write("data/a.csv", "a");
        Path below = write("data/b/a.csv", "b");
        Path deep = write("data/b/c/a.csv", "c");

        assertThat(sources().openAll(dir + "/data/**/*.csv")).containsExactly(above, below, deep);
        assertThat(sources().openAll(dir + "/data/**/**/a.csv")).containsExactly(above, below, deep);
        assertThat(sources().openAll(dir + "/*/b/**/*.csv")).containsExactly(below, deep);
        assertThat(sources().openAll(dir + "/*/{b/**/a,**/none}.csv")).containsExactly(below, deep);
        assertThat(sources().openAll(dir + "/data/{b,c}/**/[a]*.{csv,tsv}")).containsExactly(below, deep);
    }

    @Test
    void aLinkedFolderIsFollowedWithinTheFolderOfThePattern() throws IOException {
        Path read = write("data/x/a.csv", "a");
        write("data/other/below/b.csv", "b");
        Files.createSymbolicLink(dir.resolve("data/y"), dir.resolve("data/other/below"));
        assertThat(sources().openAll(dir + "/data/*/*.csv")).containsExactly(read, dir.resolve("data/y/b.csv"));

        // Once, where the same folder has two names.
        Files.createSymbolicLink(dir.resolve("data/w"), dir.resolve("data/x"));
        assertThat(sources().openAll(dir + "/data/{w,x}/*.csv")).containsExactly(read);
        assertThat(sources().openAll(dir + "/data/w*/*.csv")).containsExactly(dir.resolve("data/w/a.csv"));
        assertThat(sources().openAll(dir + "/data/**/*.csv"))
                .containsExactly(dir.resolve("data/other/below/b.csv"), read);
    }

    @Test
    void aLinkedFolderElsewhereOrToWhereItLiesIsRefusedByNameIfThePatternReachesIt() throws IOException {
        Path read = write("data/x/a.csv", "a");
        write("real/b.csv", "b");
        for (Path target : List.of(dir.resolve("real"), dir.resolve("data"), dir)) {
            Path link = Files.createSymbolicLink(dir.resolve("data/y"), target);
            for (String pattern : List.of("*/*.csv", "**/*.csv", "**.csv", "{x,y}/*.csv", "[xy]/*.csv")) {
                assertThatThrownBy(() -> sources().openAll(dir + "/data/" + pattern))
                        .as(pattern)
                        .isInstanceOf(FileRefusedException.class)
                        .hasMessageContaining(link.toString());
            }
            for (String pattern : List.of("x*/*.csv", "{x,z}/*.csv", "[x]/**/*.csv", "{v/**,x}/a.csv")) {
                assertThat(sources().openAll(dir + "/data/" + pattern))
                        .as(pattern)
                        .containsExactly(read);
            }
            Files.delete(link);
        }
        Files.createSymbolicLink(dir.resolve("data/y"), dir.resolve("real"));
        assertThat(sources().openAll(dir + "/data/y/*.csv")).containsExactly(dir.resolve("data/y/b.csv"));
    }

    @Test
    void linkedFoldersThatDoubleTheWaysWithEachLevelAreRefused() throws IOException {
        for (int folder = 0; folder < 24; folder++) {
            write("data/d" + folder + "/a.csv", "a");
            for (int earlier = 0; earlier < folder; earlier++) {
                Files.createSymbolicLink(
                        dir.resolve("data/d" + folder + "/l" + earlier), dir.resolve("data/d" + earlier));
            }
        }

        assertThatThrownBy(() -> sources().openAll(dir + "/data/**/*.csv")).isInstanceOf(FileRefusedException.class);
        assertThat(sources().openAll(dir + "/data/*/*.csv")).hasSize(24);
        // Some readers follow no links, so that there may be more of them than anybody counts.
        assertThat(Sources.takes(dir + "/data/**/*.csv", dir.resolve("elsewhere/b.csv"), true))
                .isFalse();
    }

    /** A query of DuckDB follows no links below two stars. */
    @Test
    void linksThatAReaderMayNotFollowKeepNobodyFromAskingWhatAPatternTakes() throws IOException {
        write("data/deep/a.csv", "a");
        Files.createSymbolicLink(dir.resolve("data/deep/back"), dir.resolve("data"));
        Files.createSymbolicLink(dir.resolve("data/nothing.csv"), dir.resolve("nothing"));

        assertThat(Sources.takes(dir + "/data/**/*.csv", dir.resolve("elsewhere/b.csv"), true))
                .isFalse();
        assertThat(Sources.takes(dir + "/data/**/*.csv", dir.resolve("data/deep/b.csv"), true))
                .isTrue();
    }

    @Test
    void aLinkToNothingIsRefusedByName() throws IOException {
        write("data/a.csv", "a");
        Path link = Files.createSymbolicLink(dir.resolve("data/b.csv"), dir.resolve("nothing"));

        for (String pattern : List.of("/data/*.csv", "/*/b.csv", "/**.csv")) {
            assertThatThrownBy(() -> sources().openAll(dir + pattern))
                    .as(pattern)
                    .isInstanceOf(FileRefusedException.class)
                    .hasMessageContaining(link.toString());
        }
        assertThat(sources().openAll(dir + "/data/a*.csv")).hasSize(1);
    }

    @Test
    void aFolderThatCannotBeReadIsRefusedByNameIfThePatternReachesIt() throws IOException {
        Path readable = write("data/a/1.csv", "a");
        Path folder = write("data/b/2.csv", "b").getParent();
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(folder);
        Files.setPosixFilePermissions(folder, Set.of());
        try {
            assumeThat(Files.isReadable(folder)).isFalse();
            for (String pattern : List.of("/data/*/*.csv", "/*/*/2.csv", "/data/**.csv", "/data/{a,b}/*.csv")) {
                assertThatThrownBy(() -> sources().openAll(dir + pattern))
                        .as(pattern)
                        .isInstanceOf(FileRefusedException.class)
                        .hasMessageContaining(folder.toString());
            }
            assertThat(sources().openAll(dir + "/data/[a]/*.csv")).containsExactly(readable);
        } finally {
            Files.setPosixFilePermissions(folder, before);
        }
    }

    @Test
    void aPatternThatNothingMatchesIsRefused() {
        assertThatThrownBy(() -> sources().openAll(dir + "/*.csv"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No file matches");
        assertThatThrownBy(() -> sources().openAll(dir + "/none/[a"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/none/[a is wrong");
    }
}
