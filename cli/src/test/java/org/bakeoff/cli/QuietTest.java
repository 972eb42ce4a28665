package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run asks of the machine around it: no network, and no place but the run directory and the cache. */
class QuietTest {

    /** Shared by what needs no cache of its own, since every new one costs the natives' unpacking. */
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private Path home;
    private Path temp;
    private Path work;

    @BeforeEach
    void places() throws IOException {
        home = Files.createDirectory(folder.resolve("home"));
        temp = Files.createDirectory(folder.resolve("temp"));
        work = Files.createDirectory(folder.resolve("work"));
        spec("synthetic", "\"synthetic\", \"config\": {\"train\": 60, \"test\": 40, \"distance\": 1, \"length\": 30}");
        spec("text", "\"text\", \"config\": {\"train\": \"mine.csv\", \"length\": 10}");
        Files.writeString(
                work.resolve("mine.csv"),
                Stream.iterate(0, number -> number + 1)
                        .limit(80)
                        .map(number -> (number % 2 == 0 ? "up" : "down") + ",word" + number % 7 + " word" + number % 5
                                + " number" + number + "\n")
                        .collect(Collectors.joining("", "label,text\n", "")));
        spec("imdb", "\"imdb\", \"config\": {\"source\": \"aclImdb\", \"vocabulary\": 50, \"length\": 10}");
        for (String half : List.of("train", "test")) {
            for (String sign : List.of("neg", "pos")) {
                Path reviews = Files.createDirectories(
                        work.resolve("aclImdb").resolve(half).resolve(sign));
                StringBuilder urls = new StringBuilder();
                for (int number = 0; number < 20; number++) {
                    Files.writeString(
                            reviews.resolve(number + "_" + (sign.equals("pos") ? 9 : 2) + ".txt"),
                            "Invented words number " + number + " of " + half + " and " + sign);
                    urls.append("http://www.imdb.com/title/tt")
                            .append((half + sign).hashCode() & 0xffff)
                            .append(100 + number)
                            .append("/usercomments\n");
                }
                Files.writeString(reviews.getParent().resolve("urls_" + sign + ".txt"), urls);
            }
        }
    }

    private void spec(String name, String dataset) throws IOException {
        Files.writeString(
                work.resolve(name + ".json"),
                "{\"dataset\": {\"plugin\": " + dataset + "}, \"models\": {\"words\": {\"plugin\": \"bagofwords\"}},"
                        + " \"training\": {\"epochs\": 2, \"validation\": 8, \"threads\": 1}}");
    }

    @Tag("endurance")
    @ParameterizedTest
    @ValueSource(strings = {"synthetic", "text", "imdb"})
    void dataAtHandIsComparedWithoutANetwork(String spec) throws Exception {
        List<String> isolated = List.of("unshare", "--map-root-user", "--net");
        assumeThat(isIsolated(isolated))
                .as("this system lets a user have a network of their own without routes (unshare)")
                .isTrue();
        List<String> command = new ArrayList<>(isolated);
        command.addAll(bakeoff("run", spec + ".json", "--workers", "1"));

        Ran ran = Ran.start(folder, environment(shared), command).end();

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("words-1  done").doesNotContain("WARN", "ERROR");
        assertThat(work.resolve("runs").resolve(spec).resolve("report.html")).exists();
    }

    @Tag("endurance")
    @Test
    void onlyTheRunDirectoryAndTheCacheAreWrittenAndTheCacheIsForItsOwnerAlone() throws Exception {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews())
                .as("files have owners and permissions here")
                .contains("posix");
        Path cache = folder.resolve("cache");
        Set<String> before = below(folder);

        Ran ran = Ran.start(shared, environment(cache), unpacking("run", "synthetic.json"))
                .end();
        Ran checked = Ran.start(shared, environment(cache), unpacking("doctor")).end();
        Set<String> after = below(folder);
        Ran asked = Ran.start(shared, environment(cache), unpacking("predict", "runs/synthetic", "Fine."))
                .end();

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(checked.code()).as(checked.out()).isZero();
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(below(folder)).isEqualTo(after);
        after.removeAll(before);
        assertThat(after).allMatch(path -> path.matches("(work/runs|cache)(/.*)?"));
        assertThat(home).isEmptyDirectory();
        assertThat(temp).isEmptyDirectory();
        try (Stream<Path> all = Files.walk(cache)) {
            assertThat(all.filter(Files::isDirectory))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(directory -> assertThat(
                                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                            .isEqualTo("rwx------"));
        }
    }

    @Tag("endurance")
    @Test
    void runsThatFillOneCacheAtOnceDontSpoilItForEachOther() throws Exception {
        Path cache = folder.resolve("cache");
        List<Ran.Running> running = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            running.add(
                    Ran.start(folder, environment(cache), unpacking("run", "synthetic.json", "--out", "r" + number)));
        }
        for (Ran.Running one : running) {
            Ran ran = one.end();
            assertThat(ran.code()).as(ran.err()).isZero();
            // A slow machine says that one waits for another to unpack.
            assertThat(ran.err().lines().filter(line -> !line.startsWith("WARN: Waiting for ")))
                    .noneMatch(line -> line.matches(".*(WARN|ERROR|FAILED).*"));
        }

        String predictions = Files.readString(work.resolve("r0/trials/words-1/predictions.csv"));
        assertThat(predictions).hasLineCount(41);
        assertThat(work.resolve("r1/trials/words-1/predictions.csv")).hasContent(predictions);
        assertThat(work.resolve("r2/trials/words-1/predictions.csv")).hasContent(predictions);
        assertThat(below(cache)).noneMatch(path -> path.matches(".*(tmp|\\.part)"));
        assertThat(only(cache.resolve("evaluations"), ".jsonl")).content().hasLineCount(3);

        // As a process leaves them that is killed while it unpacks natives: those of PyTorch, or the last one, DJL's
        // own.
        Path natives = only(cache.resolve("djl/pytorch"), "x86_64", "aarch64");
        Files.delete(only(natives, "djl_torch.so", "djl_torch.dylib", "djl_torch.dll"));
        Path half = Files.writeString(natives.resolve("jni123tmp"), "the beginning of a library");
        Path whole = Files.createDirectory(natives.resolveSibling("tmp456"));
        Ran healed = Ran.start(folder, environment(cache), unpacking("run", "synthetic.json", "--out", "r3"))
                .end();

        assertThat(healed.code()).as(healed.err()).isZero();
        assertThat(work.resolve("r3/trials/words-1/predictions.csv")).hasContent(predictions);
        assertThat(half).doesNotExist();
        assertThat(whole).doesNotExist();
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamedWithTheRemedy() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        Ran ran = Ran.start(folder, environment(file.resolve("cache")), unpacking("run", "synthetic.json"))
                .end();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains("PyTorch can't be unpacked into " + file.resolve("cache"), "BAKEOFF_CACHE")
                .doesNotContain("\tat ", "Exception");
    }

    private static boolean isIsolated(List<String> isolated) throws InterruptedException {
        List<String> command = new ArrayList<>(isolated);
        command.addAll(List.of("cat", "/proc/net/route"));
        try {
            Process process = new ProcessBuilder(command).start();
            // The table's header at most, and no route.
            long lines = process.inputReader().lines().count();
            return process.waitFor() == 0 && lines <= 1;
        } catch (IOException e) {
            return false;
        }
    }

    private List<String> bakeoff(String... arguments) {
        return command(Ran::bakeoff, arguments);
    }

    private List<String> unpacking(String... arguments) {
        return command(Ran::unpacking, arguments);
    }

    private List<String> command(BiFunction<List<String>, List<String>, List<String>> launcher, String... arguments) {
        // A shell's places don't reach the JVM: what it takes for home and where it puts temporary files are
        // properties.
        List<String> command =
                launcher.apply(List.of("-Duser.home=" + home, "-Djava.io.tmpdir=" + temp), List.of(arguments));
        List<String> there = new ArrayList<>(List.of("env", "-C", work.toString()));
        there.addAll(command);
        return there;
    }

    private Map<String, String> environment(Path cache) {
        return Map.of(
                "BAKEOFF_CACHE", cache.toString(),
                "HOME", home.toString(),
                "TMPDIR", temp.toString(),
                "PATH", System.getenv("PATH"),
                "LC_ALL", "C.UTF-8");
    }

    private static Set<String> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(path -> folder.relativize(path).toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Path only(Path folder, String... ends) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> Stream.of(ends).anyMatch(path.toString()::endsWith))
                    .toList()
                    .get(0);
        }
    }
}
