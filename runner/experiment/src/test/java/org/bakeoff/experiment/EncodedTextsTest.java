package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.bakeoff.experiment.ModelEncodingTest.LETTERS;
import static org.bakeoff.experiment.ModelEncodingTest.WORDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.ModelEncoding;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.Json;
import org.bakeoff.report.run.RunDifference;
import org.bakeoff.report.run.RunDifference.Subject;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.NamedGroup;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Of which texts models have encodings of their own, and of which not. */
class EncodedTextsTest {

    @TempDir
    Path folder;

    /** The validation set is the first third: its letters, and those of the test set, are unknown. */
    @Test
    void anEncodingLearnsFromTheTextsToTrainOnAlone() throws IOException {
        TestRun run = listed("run", "a", "b", "c", LETTERS);

        assertThat(vocabulary(run)).containsExactly("<padding>", DatasetInfo.UNKNOWN, "b");
        assertThat(vocabulary(listed("other", "b", "a", "c", LETTERS)))
                .contains("a")
                .doesNotContain("b", "c");
    }

    @Test
    void onlySoManyExamplesAreUsedAsTheTrainingAsksFor() throws IOException {
        List<String> four = vocabulary(some("four", 4));
        List<String> eight = vocabulary(some("eight", 8));
        assertThat(four).hasSize(2 + 4);
        assertThat(eight).hasSize(2 + 8).containsAll(four);
        assertThat(some("four", 4).events()).contains(new Progress.TrialKept("letters-1"));
        assertThat(some("four", 4).result().dataset().description().train()).isEqualTo(4);

        assertThat(catchThrowableOfType(RunDirectoryInUseException.class, () -> some("four", 5))
                        .differences())
                .singleElement()
                .returns(Subject.SPEC, RunDifference::subject)
                .returns("/training/examples", RunDifference::name);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> some("more", 13))
                .withMessageContaining("asks for 13 training examples, but there are 12");
    }

    /** A run on some of twelve examples, each of one letter of its own. */
    private TestRun some(String name, int examples) throws IOException {
        List<String> all = IntStream.range(0, 12)
                .mapToObj(index -> "e%d;%d;e%d;1 2;%s".formatted(index, index % 2, index, (char) ('a' + index)))
                .toList();
        return TestRun.of(folder.resolve(name), """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s}}, "models": {%s},
                 "training": {"epochs": 1, "examples": %d, "validation": 0, "device": "cpu"},
                 "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(
                        Lines.json(all), Lines.json(List.of("t0;0;t0;1;y", "t1;1;t1;1;z")), LETTERS, examples));
    }

    /** A split that differed from the dataset's would have the model train on texts that its encoding was kept from. */
    @Test
    void equalTextsAreOnOneSideOfEverySplit() throws IOException {
        List<String> train = IntStream.range(0, 40)
                .mapToObj(index -> "e%d;%d;e%d;1 2;%s".formatted(index, index % 2, index, (char) ('a' + index / 4)))
                .toList();
        Path out = folder.resolve("run");
        TestRun.of(out, """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s}}, "models": {%s},
                 "training": {"epochs": 1, "validation": 8, "device": "cpu"}, "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(Lines.json(train), Lines.json(List.of("t0;0;t0;1;y", "t1;1;t1;1;z")), LETTERS));
        ExperimentServices services =
                ExperimentServices.withoutWorkers(List.of(), new CacheFolder(folder.resolve("cache")), true);
        Spec spec = services.specs().read(out.resolve("spec.json"), List.of());
        DataLoader.Loaded data = services.load(spec, event -> {});
        ValidationSplit split = ValidationSplit.of(data.file().trial(), spec.training());
        DataLoader.Loaded own = services.encoder(event -> {})
                .encode(
                        data,
                        split,
                        ModelEncoding.of(spec.models().get(0).provider()).orElseThrow(),
                        "letters");

        assertThat(split.validation()).hasSize(8);
        assertThat(IntStream.of(split.validation()).map(index -> index / 4).distinct())
                .hasSize(2);
        assertThat(ValidationSplit.of(own.file().trial(), spec.training()).validation())
                .isEqualTo(split.validation());
    }

    /** They are no matter of the encoding, which the dataset's own is not. */
    @Test
    void groupsAreLookedAtWhateverEncodesTheTexts() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s}}, "models": {%s},
                 "training": {"epochs": 1, "validation": 0, "device": "cpu"}, "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(
                        Lines.json(List.of("e0;0;nan;1;a", "e1;1;one;1;b")),
                        Lines.json(List.of("t0;0;nan;1;y", "t1;1;two;1;z")),
                        LETTERS));

        assertThat(run.result().conclusion().warnings())
                .contains(new DataWarning.EmptyLikeGroups(List.of(new NamedGroup("nan", 2))));
    }

    private TestRun listed(String name, String validation, String train, String test, String models)
            throws IOException {
        List<String> all = IntStream.range(0, 12)
                .mapToObj(
                        index -> "e%d;%d;e%d;1 2;%s".formatted(index, index % 2, index, index < 4 ? validation : train))
                .toList();
        return TestRun.of(folder.resolve(name), """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s}}, "models": {%s},
                 "training": {"epochs": 1, "validation": 4, "validationStrategy": "first", "device": "cpu"},
                 "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(
                        Lines.json(all), Lines.json(List.of("t0;0;t0;1;" + test, "t1;1;t1;1;" + test)), models));
    }

    private static List<String> vocabulary(TestRun run) throws IOException {
        JsonNode encoding = Json.COMPACT
                .readTree(Files.readString(run.folder().resolve("data.json")))
                .path("encodings")
                .path(0);
        return encoding.path("vocabulary").valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void aDatasetWithoutTextsIsRefusedBeforeAnythingIsTrained() {
        BakeoffException refusal = Objects.requireNonNull(
                catchThrowableOfType(BakeoffException.class, () -> listed("run", "", " ", "", WORDS + ", " + LETTERS)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.DATA_UNSUITABLE);
        assertThat(refusal.location().toString()).contains("/models/letters");
        assertThat(folder.resolve("run/trials")).doesNotExist();
    }
}
