package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model for which PyTorch has not enough memory, in a process that may not have more. */
class OutOfMemoryTest {

    /** Its recurrent weights take 69 GB. */
    private static final String SPEC = """
            {"dataset": {"plugin": "synthetic", "config": {"train": 200, "test": 60, "length": 30}},
             "models": {"huge": {"plugin": "lstm", "config": {"embedding": 4, "hiddenUnits": [65536]}},
               "words": {"plugin": "bagofwords"}},
             "training": {"epochs": 2, "validation": 20, "device": "cpu"}, "evaluators": [{"plugin": "accuracy"}]}
            """;

    /** In KiB: 40 GiB of addresses, most of which a JVM never touches. */
    private static final String LIMIT = "ulimit -v 41943040 && \"$@\"";

    @TempDir
    private static Path cache;

    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereAddressesCanBeLimited() {
        assumeThat(System.getProperty("os.name")).isEqualTo("Linux");
    }

    @Tag("endurance")
    @Test
    void costsItsTrialAlone() throws Exception {
        costsItsTrialAlone(0);
    }

    @Tag("endurance")
    @Test
    void costsItsTrialAloneInAWorker() throws Exception {
        costsItsTrialAlone(2);
    }

    /** As those of large vocabularies, or of runs of words: it is written and read in pieces. */
    @Tag("endurance")
    @Test
    void aWeightMayBeLargerThanTheMemoryOfJava() throws Exception {
        Files.writeString(folder.resolve("spec.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 200, "test": 60, "length": 30}},
                 "models": {"large": {"plugin": "fasttext", "config": {"buckets": 300000, "embedding": 100}}},
                 "training": {"epochs": 1, "validation": 0, "batchSize": 200, "device": "cpu", "optimizer": "sgd"},
                 "evaluators": [{"plugin": "accuracy"}]}
                """);

        Ran ran = Ran.start(
                        folder,
                        Ran.environment(cache),
                        Ran.bakeoff(List.of("-Xmx100m"), List.of("run", "spec.json", "--out", "run", "--workers", "0")))
                .end();

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(folder.resolve("run/trials/large-1/model/weights.safetensors")
                        .toFile())
                .satisfies(weights -> assertThat(weights.length()).isGreaterThan(120_000_000));
    }

    /** 64 at once would take 2 GB for each of several arrays, and one, as it is trained, 36 MB. */
    @Tag("endurance")
    @Test
    void longTextsArePredictedByAsManyAsFit() throws Exception {
        Files.writeString(folder.resolve("spec.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 4, "test": 64, "length": 1500, "distance": 3}},
                 "models": {"long": {"plugin": "transformer", "config": {"embedding": 4, "layers": 1, "feedForward": 4}}},
                 "training": {"epochs": 1, "validation": 0, "batchSize": 1, "device": "cpu"},
                 "evaluators": [{"plugin": "accuracy"}]}
                """);
        List<String> command = new ArrayList<>(List.of("bash", "-c", "ulimit -v 6500000 && \"$@\"", "limited"));
        command.addAll(Ran.bakeoff(List.of(), List.of("run", "spec.json", "--out", "run", "--workers", "0")));

        Ran ran = Ran.start(folder, Ran.environment(cache), command).end();

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).doesNotContain("failed").contains("long-1  done");
    }

    private void costsItsTrialAlone(int workers) throws Exception {
        Files.writeString(folder.resolve("spec.json"), SPEC);
        List<String> command = new ArrayList<>(List.of("bash", "-c", LIMIT, "limited"));
        command.addAll(Ran.bakeoff(
                List.of(), List.of("run", "spec.json", "--out", "run", "--workers", Integer.toString(workers))));

        Ran ran = Ran.start(folder, Ran.environment(cache), command).end();

        assertThat(ran.code()).as(ran.err()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        "huge-1  FAILED: the model of the plugin 'lstm' needs more memory than there is: PyTorch asked for"
                                + " 68719476736 bytes at once. Use a smaller batchSize, shorter texts or a smaller model,"
                                + " or fewer --workers",
                        "words-1  done")
                .doesNotContain("\tat ", "Exception");
        assertThat(ran.out()).contains("The trial of huge with seed 1 failed: ", "Report: ");
    }
}
