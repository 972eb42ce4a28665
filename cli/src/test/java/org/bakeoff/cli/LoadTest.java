package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Far more of everything than usual, as real processes: it is done, or refused in a sentence, within bounded memory. */
class LoadTest {

    private static final int MEBI = 1 << 20;
    private static final String WORDS = "\"words\": {\"plugin\": \"bagofwords\"}";
    private static final String LSTM =
            "\"lstm\": {\"plugin\": \"lstm\", \"config\": {\"embedding\": 4, \"hiddenUnits\": [4]}}";

    /** One for all, since PyTorch's natives are unpacked into it. */
    @TempDir
    private static Path cache;

    @TempDir
    Path folder;

    /** How a process ended, and the most memory that it had resident, in MiB. */
    private record Loaded(Ran ran, long peak) {}

    @BeforeEach
    void memoryIsKnown() {
        assumeThat(Usage.known()).as("this system has /proc").isTrue();
    }

    @Tag("endurance")
    @Test
    void twoHundredTrials() throws Exception {
        texts("train.csv", 200, row -> text(row, 14));
        texts("test.csv", 40, row -> text(row + 200, 14));
        spec(WORDS + ", " + LSTM, list(1, 100, Integer::toString), 16, null);
        Loaded loaded = run("-Xmx192m", "--workers", "0");

        done(loaded);
        assertThat(loaded.peak()).isLessThan(500);
        assertThat(Files.size(report())).isLessThan(2 * MEBI);
        try (Stream<Path> trials = Files.walk(folder.resolve("run/trials"))) {
            assertThat(trials.filter(file -> file.endsWith("result.json"))).hasSize(200);
        }
    }

    @Tag("endurance")
    @Test
    void fortyModelsOfWhichEveryTwoAreCompared() throws Exception {
        texts("train.csv", 60, row -> text(row, 14));
        texts("test.csv", 40, row -> text(row + 200, 14));
        spec(models(40), "1", 16, null);
        Loaded loaded = run("-Xmx192m", "--workers", "0", "--verbose");

        done(loaded);
        assertThat(loaded.peak()).isLessThan(600);
        assertThat(Files.size(report())).isLessThan(12 * MEBI);
        assertThat(loaded.ran().out()).contains("... and 680 more in the report");
        assertThat(loaded.ran().out().lines()).hasSizeLessThan(1500);
        assertThat(Files.readString(report())).contains("780 pairs are too many for charts");
    }

    @Test
    void moreModelsAreRefusedBeforeAnythingIsRead() throws Exception {
        spec(models(200), "1", 16, null);
        Loaded loaded = run("-Xmx64m");

        assertThat(loaded.ran().code()).isEqualTo(2);
        assertThat(loaded.ran().err()).contains("/models: found 200 models", "19,900 pairs; allowed: at most 100.");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    /** A tenth of a million, in a tenth of the launcher's heap. */
    @Tag("endurance")
    @Test
    void aHundredThousandTexts() throws Exception {
        texts("train.csv", 80_000, row -> text(row, 14));
        texts("test.csv", 20_000, row -> text(row + 80_000, 14));
        spec(WORDS, "1", 256, "accuracy");
        Loaded loaded = run("-Xmx103m", "--workers", "0");

        done(loaded);
        assertThat(loaded.peak()).isLessThan(500);
        assertThat(loaded.ran().out()).contains("20,000 test examples");
        assertThat(Files.size(report())).isLessThan(2 * MEBI);
    }

    /** They are read, encoded, cached, and read back from the cache. */
    @Tag("endurance")
    @Test
    void moreTextsThanFitIntoTheHeap() throws Exception {
        texts("train.csv", 18_000, row -> text(row, 800));
        texts("test.csv", 400, row -> text(row + 18_000, 800));
        spec(WORDS, "1", 256, "accuracy");
        assertThat(Files.size(folder.resolve("train.csv"))).isGreaterThan(64 * MEBI);
        Loaded loaded = loaded(start("-Xmx64m", List.of("export", "spec.json", "--out", "sets"), ""));

        done(loaded);
        assertThat(loaded.peak()).isLessThan(300);
        long examples = 0;
        for (String set : List.of("train", "validation")) {
            try (Stream<String> lines = Files.lines(folder.resolve("sets/" + set + ".csv"))) {
                examples += lines.count() - 1;
            }
        }
        assertThat(examples).isEqualTo(18_000);
    }

    /** They are ids, by the column that is named as the labels; with quotes over several lines, each is compared with the others. */
    @Tag("endurance")
    @Test
    void labelsThatDontFitIntoTheHeapAreRefusedAsTooMany() throws Exception {
        String id = "%s-0123456789-0123456789-0123456789";
        texts("train.csv", 250_000, id::formatted, row -> row % 1_000 == 0 ? "\"one\ntwo\"" : "one");
        texts("test.csv", 10, row -> text(row, 14));
        spec(WORDS, "1", 16, null);
        Loaded loaded = loaded(start("-Xmx40m", List.of("data", "spec.json"), ""));

        assertThat(loaded.ran().code()).isEqualTo(1);
        assertThat(loaded.ran().err()).contains("this is label number 1001, too many for classes");
    }

    /** As links, or numbers in lines of a log. */
    @Tag("endurance")
    @Test
    void wordsOfWhichEachTextHasItsOwnDontFillTheHeap() throws Exception {
        texts(
                "train.csv",
                150_000,
                row -> "good " + row + "a0123456789 " + row + "b0123456789 bad " + row + "c0123456789");
        texts("test.csv", 10, row -> text(row, 14));
        spec(WORDS, "1", 16, null);
        Loaded loaded = loaded(start("-Xmx44m", List.of("data", "spec.json"), ""));

        done(loaded);
        assertThat(loaded.ran().out()).contains("unknown words");
    }

    /** As books: thousands of them are encoded one after the other. */
    @Tag("endurance")
    @Test
    void longTextsDontFillTheHeap() throws Exception {
        texts("train.csv", 1_400, row -> "words ".repeat(6_000) + row);
        texts("test.csv", 10, row -> text(row, 14));
        spec(WORDS, "1", 16, null);
        assertThat(Files.size(folder.resolve("train.csv"))).isGreaterThan(44 * MEBI);
        Loaded loaded = loaded(start("-Xmx44m", List.of("data", "spec.json"), ""));

        done(loaded);
    }

    @Tag("endurance")
    @Test
    void answersOfAThousandClassesDontFillTheHeap() throws Exception {
        texts("train.csv", 2_000, row -> "class" + row % 1_000, row -> "key" + row % 1_000 + " word" + row % 7);
        texts("test.csv", 1_000, row -> "class" + row, row -> "key" + row + " other");
        spec(WORDS, "1", 64, "accuracy");
        done(run("-Xmx192m", "--workers", "0"));
        Loaded loaded = loaded(start("-Xmx96m", List.of("predict", "run", "--json"), "key1 word2\n".repeat(2_500)));

        assertThat(loaded.ran().code()).as(loaded.ran().err()).isZero();
        assertThat(loaded.ran().out().lines()).hasSize(2_500);
    }

    @Tag("endurance")
    @Test
    void aTextOfAMillionWords() throws Exception {
        texts("train.csv", 60, row -> text(row, row == 7 ? 1_000_000 : 14));
        texts("test.csv", 40, row -> text(row + 60, row == 9 ? 1_000_000 : 14));
        spec(WORDS + ", " + LSTM, "1", 16, null);
        Loaded loaded = run("-Xmx256m", "--workers", "0");

        done(loaded);
        assertThat(loaded.peak()).isLessThan(650);
        assertThat(Files.size(report())).isLessThan(2 * MEBI);
        assertThat(Files.size(folder.resolve("run/comparison.json"))).isLessThan(100 * MEBI);
        Loaded predicted =
                loaded(start("-Xmx256m", List.of("predict", "run", "--model", "lstm"), text(5, 1_000_000) + "\n"));
        assertThat(predicted.ran().code()).as(predicted.ran().err()).isZero();
        assertThat(predicted.ran().out()).contains("lstm");
        assertThat(predicted.peak()).isLessThan(450);
    }

    @Tag("endurance")
    @Test
    void aThousandClasses() throws Exception {
        IntFunction<String> text = row -> "key" + row % 1000 + " word" + row % 7 + " word" + row % 11;
        texts("train.csv", 4000, row -> "class" + row % 1000, text);
        texts("test.csv", 2000, row -> "class" + row % 1000, row -> text.apply(row + 4000));
        spec(WORDS, "1", 64, null);
        Loaded loaded = run("-Xmx384m", "--workers", "0", "--verbose");

        done(loaded);
        assertThat(loaded.peak()).isLessThan(600);
        assertThat(Files.size(report())).isLessThan(2 * MEBI);
        assertThat(loaded.ran().out()).contains("Most frequent confusions");
        assertThat(Files.readString(report())).contains("1,000 classes: class0, class1, class10,");
        assertThat(loaded.ran().out().lines()).hasSizeLessThan(300);
    }

    /** Processor time and bytes. Other work on the machine makes seconds longer, so the attempt that it disturbs least counts. */
    @Tag("endurance")
    @Test
    void anEpochCostsTheSameHoweverManyThereWereBefore() throws Exception {
        int[] epochs = {250, 500, 1000, 2000};
        double increase = Double.POSITIVE_INFINITY;
        List<Metered.Cost> costs = new ArrayList<>();
        for (int attempt = 0; attempt < 3 && !(increase < 3); attempt++) {
            Growth growth = new Growth(folder.resolve("attempt-" + attempt));
            double[] bytes = new double[epochs.length];
            double[] seconds = new double[epochs.length];
            for (int size = 0; size < epochs.length; size++) {
                Metered.Cost cost = growth.cost("epochs", epochs[size]);
                costs.add(cost);
                bytes[size] = cost.bytes();
                seconds[size] = cost.seconds();
            }
            assertThat(Growth.increase(bytes)).as(costs.toString()).isBetween(1.8, 2.3);
            double once = Growth.increase(seconds);
            // Where a larger size took less, seconds say nothing.
            increase = once > 0 ? Math.min(increase, once) : increase;
        }
        assertThat(increase).as(costs.toString()).isLessThan(3);
    }

    private static void done(Loaded loaded) {
        assertThat(loaded.ran().code()).as(loaded.ran().err()).isZero();
        assertThat(loaded.ran().err() + loaded.ran().out()).doesNotContain("failed", "memory of Java");
    }

    private Path report() {
        return folder.resolve("run/report.html");
    }

    private Loaded run(String heap, String... options) throws Exception {
        List<String> arguments = Stream.concat(Stream.of("run", "spec.json", "--out", "run"), Stream.of(options))
                .toList();
        return loaded(start(heap, arguments, ""));
    }

    private Ran.Running start(String heap, List<String> arguments, String in) throws IOException {
        return Ran.start(
                folder,
                Map.of(
                        "BAKEOFF_CACHE",
                        cache.toString(),
                        "HOME",
                        folder.toString(),
                        "GOMP_SPINCOUNT",
                        "10000",
                        "GLIBC_TUNABLES",
                        "glibc.malloc.arena_max=1"),
                Ran.bakeoff(List.of(heap), arguments),
                in);
    }

    private static Loaded loaded(Ran.Running running) throws Exception {
        Path status = Path.of("/proc", Long.toString(running.process().pid()), "status");
        long peak = 0;
        while (!running.process().waitFor(20, TimeUnit.MILLISECONDS)) {
            try (Stream<String> lines = Files.lines(status)) {
                peak = Math.max(
                        peak,
                        lines.filter(line -> line.startsWith("VmHWM:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                                .sum());
            } catch (NoSuchFileException e) {
                break;
            }
        }
        Ran ran = running.end();
        return new Loaded(ran, peak);
    }

    private void spec(String models, String seeds, int batchSize, @Nullable String evaluator) throws IOException {
        String evaluators = evaluator == null ? "" : ", \"evaluators\": [{\"plugin\": \"" + evaluator + "\"}]";
        Files.writeString(folder.resolve("spec.json"), """
                {"dataset": {"plugin": "text", "config": {"train": "train.csv", "test": "test.csv", "length": 20}},
                 "models": {%s},
                 "training": {"epochs": 1, "batchSize": %s, "seeds": [%s], "device": "cpu"}%s}
                """.formatted(models, batchSize, seeds, evaluators));
    }

    private static String models(int count) {
        return list(1, count, model -> "\"words%d\": {\"plugin\": \"bagofwords\"}".formatted(model));
    }

    private static String list(int first, int last, IntFunction<String> each) {
        return IntStream.rangeClosed(first, last).mapToObj(each).collect(Collectors.joining(", "));
    }

    private void texts(String file, int rows, IntFunction<String> text) throws IOException {
        texts(file, rows, row -> row % 2 == 0 ? "bad" : "good", text);
    }

    private void texts(String file, int rows, IntFunction<String> label, IntFunction<String> text) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve(file))) {
            out.write("label,text\n");
            for (int row = 0; row < rows; row++) {
                out.write(label.apply(row) + "," + text.apply(row) + "\n");
            }
        }
    }

    /** Words of a hundred thousand that nobody uses, one of which tells an even row from an odd one. */
    private static String text(int row, int words) {
        SplittableRandom random = new SplittableRandom(row);
        int telling = random.nextInt(words);
        return IntStream.range(0, words)
                .mapToObj(word -> word == telling
                        ? row % 2 == 0 ? "poor" : "fine"
                        : Integer.toString(random.nextInt(46_656, 146_656), 36))
                .collect(Collectors.joining(" "));
    }
}
