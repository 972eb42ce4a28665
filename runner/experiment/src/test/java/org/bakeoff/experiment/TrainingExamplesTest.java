package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck.Examples;
import org.bakeoff.statistics.DataCheck.Kind;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model is shown before it is trained, and what becomes of a parameter that is not trained. */
class TrainingExamplesTest {

    private static final int WORDS = 10;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aModelSeesTheExamplesItIsTrainedOnAndNoOthers(int classes) throws IOException {
        List<String> train = Lines.random("a", 60, classes);
        Safetensors weights = run(train, classes, "\"validation\": 20, \"validationStrategy\": \"first\"");

        assertThat(weights.tensors().get("counts").shape()).containsExactly(WORDS, classes);
        assertThat(weights.tensors().get("counts").values()).isEqualTo(counts(train.subList(20, 60), classes));
    }

    @Test
    void groupsOfTheValidationSetStayHidden() throws IOException {
        // 59 of 60 can only be validation examples with the large group, which alone has word 9, and all but one of the
        // small
        // ones.
        List<String> lines = IntStream.range(0, 60)
                .mapToObj(index -> "a" + index + (index < 30 ? ";0;large;9 9;text" : ";1;small" + index + ";3;text"))
                .toList();
        Safetensors all = run(lines, 2, "\"validation\": 0");
        Safetensors part = run(lines, 2, "\"validation\": 59");

        assertThat(all.tensors().get("counts").values()).isEqualTo(counts(lines, 2));
        assertThat(part.tensors().get("counts").at(9, 0)).isZero();
        assertThat(part.tensors().get("counts").at(3, 1)).isEqualTo(1);
    }

    @Test
    void whatIsNotTrainedIsSavedAsItWasWhileTheRestLearns() throws IOException {
        List<String> train = List.of("a0;1;g;1 2;text", "a1;1;g;2;text", "a2;1;g;2 2;text", "a3;0;g;4;text");
        Safetensors weights = run(train, 2, "\"validation\": 0, \"epochs\": 20, \"learningRate\": 0.1");

        assertThat(weights.tensors().get("counts").values()).isEqualTo(counts(train, 2));
        assertThat(weights.tensors().get("bias").values().get(0)).isGreaterThan(0.5f);
    }

    /** What no model was trained on, none can have memorized. */
    @Test
    void dataChecksAreAboutTheExamplesThatAreUsed() throws IOException {
        List<String> train = lines("a");
        ComparisonResult result = TestRun.of(
                        folder.resolve("run"), """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s, "classes": 2}},
                 "models": {"m": {"plugin": "counts"}}, "training": {"examples": 10, "validation": 4},
                 "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(Lines.json(train), Lines.json(lines("b"))))
                .result();
        assertThat(count(result, Kind.TEXTS_IN_TRAINING_SET)).containsExactly("10 of 40");
        assertThat(result.dataset().checks())
                .filteredOn(check -> check.what().examples() == Examples.TRAINING)
                .isNotEmpty()
                .allMatch(check -> check.total() == 10);
        assertThat(result.conclusion().warnings()).contains(new DataWarning.NearDuplicates(10, 40, true));
    }

    @Test
    void validationExamplesOfOneClassGiveAWarningWhereSomethingGoesByThem() throws IOException {
        List<String> train =
                lines("a").stream().sorted(Comparator.comparing(Lines::label)).toList();
        String first = "\"validation\": 8, \"validationStrategy\": \"first\"";
        assertThat(warnings(train, first + ", \"earlyStopping\": {\"patience\": 1, \"smallValidation\": true}"))
                .contains(new ModelWarning.OneValidationClass("class-0", 8));
        assertThat(warnings(train, first)).noneMatch(ModelWarning.OneValidationClass.class::isInstance);
    }

    private List<Warning> warnings(List<String> train, String training) throws IOException {
        return TestRun.of(folder.resolve("run-" + training.length()), """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s, "classes": 2}},
                 "models": {"m": {"plugin": "counts"}}, "training": {%s},
                 "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(
                                Lines.json(train), Lines.json(lines("b")), training))
                .result()
                .conclusion()
                .warnings();
    }

    private static List<String> count(ComparisonResult result, Kind kind) {
        return result.dataset().checks().stream()
                .filter(check -> check.what().kind() == kind)
                .map(check -> check.count() + " of " + check.total())
                .toList();
    }

    /** Lines with the same texts under other ids. */
    private static List<String> lines(String set) {
        return IntStream.range(0, 40)
                .mapToObj(index -> set + index + ";" + index % 2 + ";" + set + "g" + index + ";3 4;some" + index
                        + " other" + index + " words" + index)
                .toList();
    }

    private Safetensors run(List<String> train, int classes, String training) throws IOException {
        Path out = folder.resolve("run-" + Integer.toHexString(training.hashCode()));
        return TestRun.of(out, """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s, "classes": %d}},
                 "models": {"m": {"plugin": "counts"}}, "training": {%s},
                 "evaluators": [{"plugin": "error-rate"}]}
                """.formatted(
                                Lines.json(train), Lines.json(Lines.random("b", 12, classes)), classes, training))
                .weights("m-1");
    }

    private static List<Float> counts(List<String> lines, int classes) {
        Float[] counts = new Float[WORDS * classes];
        Arrays.fill(counts, 0f);
        for (String line : lines) {
            for (int token : Lines.tokens(line)) {
                counts[token * classes + Lines.label(line)]++;
            }
        }
        return List.of(counts);
    }
}
