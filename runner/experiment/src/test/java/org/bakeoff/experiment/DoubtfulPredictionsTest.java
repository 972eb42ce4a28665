package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.NamedClass;
import org.bakeoff.statistics.PredictionWarning;
import org.bakeoff.statistics.PredictionWarning.ContradictoryLabels.Cause;
import org.bakeoff.statistics.PredictionWarning.DoubtfulPredictions.Doubt;
import org.bakeoff.statistics.Warning;
import org.junit.jupiter.api.Test;

/** Predictions from elsewhere that are probably not what they are taken for are a warning. */
class DoubtfulPredictionsTest extends PredictionFolder {

    @Test
    void labelsThatContradictTheProbabilitiesAreAWarning() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        Path swapped = file(
                "swapped.csv",
                "id,label,probability",
                row -> id(row) + "," + name(predicted(row)) + "," + (1 - p(row)));
        Path threshold = file(
                "threshold.csv",
                "id,label,probability",
                row -> id(row) + "," + name(p(row) > 0.65 ? 1 : 0) + "," + p(row));

        Path score = file(
                "score.csv",
                "id,label,probability",
                row -> id(row) + "," + name(predicted(row)) + "," + Math.max(p(row), 1 - p(row)));
        Path own = file("own.csv", "id,label,probability", row -> id(row) + "," + row % 2 + ",0.9");

        ComparisonResult result = comparison(gold)
                .model("swapped", List.of(swapped))
                .model("threshold", List.of(threshold))
                .model("score", List.of(score))
                .model("own", List.of(own))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(PredictionWarning.ContradictoryLabels.class::isInstance)
                .containsExactly(
                        warning("swapped", 8, Cause.OTHER_CLASSES),
                        warning("threshold", 1, Cause.UNKNOWN),
                        warning("score", 4, Cause.PREDICTED_CLASS));
    }

    @Test
    void predictionsThatAreNotWhatTheyShouldBeAreAWarning() throws IOException {
        List<String> gold = new ArrayList<>(List.of("id,label"));
        List<String> truth = new ArrayList<>(List.of("id,label,note"));
        List<String> beside = new ArrayList<>(List.of("id,label,prediction"));
        List<String> other = new ArrayList<>(List.of("id,probability"));
        for (int row = 0; row < 60; row++) {
            String label = name(row % 2);
            String predicted = name(row % 5 == 0 ? 1 - row % 2 : row % 2);
            gold.add(row + "," + label);
            truth.add(row + "," + label + ",");
            beside.add(row + "," + label + "," + predicted);
            other.add(row + "," + (predicted.equals("yes") ? 0.1 : 0.9));
        }

        ComparisonResult result = comparison(lines("gold.csv", gold))
                .model("truth", List.of(lines("truth.csv", truth)))
                .model("beside", List.of(lines("beside.csv", beside)))
                .model("other", List.of(lines("other.csv", other)))
                .run();

        assertThat(result.model("beside").measured("errorRate").value()).isEqualTo(0.2);
        assertThat(result.conclusion().warnings())
                .filteredOn(PredictionWarning.DoubtfulPredictions.class::isInstance)
                .containsExactly(doubtful("truth", Doubt.TRUE_LABELS), doubtful("other", Doubt.OTHER_CLASS));
    }

    @Test
    void thePredictedClassDecidesTies() throws IOException {
        Path two = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        // Three of four negatives tie, and a nearest-neighbour classifier takes the first class then.
        IntFunction<String> votes = row -> row % 2 == 1 ? "1.0" : row == 0 ? "0.0" : "0.5";
        Path own = file("own.csv", "id,label,probability", row -> id(row) + "," + row % 2 + "," + votes.apply(row));
        ComparisonResult binary = comparison(two)
                .model(
                        "predicted",
                        List.of(file(
                                "knn.csv",
                                "id,predicted,probability",
                                row -> id(row) + "," + name(row % 2) + "," + votes.apply(row))))
                .model(
                        "label",
                        List.of(file(
                                "label.csv",
                                "id,label,p0,p1",
                                row -> id(row) + ",no," + (row == 3 ? "0.6,0.4" : "0.5,0.5"))))
                .model("own", List.of(own))
                .run();
        assertThat(binary.model("predicted").measured("errorRate").value()).isZero();
        assertThat(binary.model("label").measured("errorRate").value()).isEqualTo(0.5);
        // A label that is the true one in every row is no prediction.
        assertThat(binary.model("own").measured("errorRate").value()).isEqualTo(0.375);
        assertThat(binary.conclusion().warnings())
                .filteredOn(PredictionWarning.DoubtfulPredictions.class::isInstance)
                .containsExactly(doubtful("own", Doubt.TIES));

        Path three = file("three.csv", "id,label", row -> id(row) + "," + row % 3);
        ComparisonResult several = comparison(three)
                .model(
                        "predicted",
                        List.of(file(
                                "rounded.csv",
                                "id,p0,p1,p2,pred",
                                row -> id(row)
                                        + (row % 2 == 0 ? ",0.33,0.33,0.33," : ",0.3333333,0.3333334,0.3333333,")
                                        + row % 3)))
                .run();
        assertThat(several.model("predicted").measured("errorRate").value()).isZero();
    }

    @Test
    void trueLabelsBesideUnknownColumnsAreDoubtedSooner() throws IOException {
        List<String> gold = new ArrayList<>(List.of("id,label"));
        List<String> truth = new ArrayList<>(List.of("id,label,score"));
        for (int row = 0; row < 20; row++) {
            gold.add(row + "," + name(row % 2));
            truth.add(row + "," + name(row % 2) + ",0.5");
        }

        ComparisonResult result = comparison(lines("gold.csv", gold))
                .model("truth", List.of(lines("truth.csv", truth)))
                .model("perfect", List.of(folder.resolve("gold.csv")))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(PredictionWarning.DoubtfulPredictions.class::isInstance)
                .containsExactly(doubtful("truth", Doubt.TRUE_LABELS));
    }

    /** As where a model was trained with labels that the dataset renames, or numbers classes from 1. */
    @Test
    void predictionsOfClassesInAnotherOrderAreDoubted() throws IOException {
        List<String> classes = List.of("business", "sports", "tech", "world");
        List<String> gold = new ArrayList<>(List.of("id,label"));
        List<String> ordered = new ArrayList<>(List.of("id,label"));
        List<String> shifted = new ArrayList<>(List.of("id,p0,p1,p2,p3"));
        List<String> poor = new ArrayList<>(List.of("id,label"));
        List<String> lacking = new ArrayList<>(List.of("id,label"));
        for (int row = 0; row < 80; row++) {
            int guess = row % 10 == 9 ? row / 10 % 4 : row % 4;
            gold.add(row + "," + classes.get(row % 4));
            ordered.add(row + "," + List.of(2, 1, 3, 0).get(guess));
            List<String> shares = new ArrayList<>(List.of("0.1", "0.1", "0.1", "0.1"));
            shares.set((guess + 1) % 4, "0.7");
            shifted.add(row + "," + String.join(",", shares));
            poor.add(row + "," + classes.get(row % 4 == 3 ? 0 : row / 4 % 4));
            // One that never predicts the last class, nor is ever right about the first one.
            lacking.add(row + "," + classes.get(row % 4 == 3 ? 0 : Math.max(1, row % 4)));
        }

        ComparisonResult result = comparison(lines("gold.csv", gold))
                .model("ordered", List.of(lines("ordered.csv", ordered)))
                .model("shifted", List.of(lines("shifted.csv", shifted)))
                .model("poor", List.of(lines("poor.csv", poor)))
                .model("lacking", List.of(lines("lacking.csv", lacking)))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(PredictionWarning.DoubtfulPredictions.class::isInstance)
                .containsExactly(
                        new PredictionWarning.DoubtfulPredictions("ordered", "ordered.csv", classes, Doubt.OTHER_ORDER),
                        new PredictionWarning.DoubtfulPredictions(
                                "shifted", "shifted.csv", classes, Doubt.OTHER_ORDER));
    }

    /** As where ids are numbers of rows, and the rows are those of another test set. */
    @Test
    void predictionsBesideOtherLabelsThanTheTrueOnesAreDoubted() throws IOException {
        List<String> gold = new ArrayList<>(List.of("id,label"));
        List<String> same = new ArrayList<>(List.of("id,label,predicted"));
        List<String> other = new ArrayList<>(List.of("id,label,predicted"));
        for (int row = 0; row < 60; row++) {
            gold.add(row + "," + name(row % 2));
            same.add(row + "," + row % 2 + "," + name(row % 5 == 0 ? 1 - row % 2 : row % 2));
            other.add(row + "," + name(row / 2 % 2) + "," + name(row / 2 % 2));
        }

        ComparisonResult result = comparison(lines("gold.csv", gold))
                .model("same", List.of(lines("same.csv", same)))
                .model("other", List.of(lines("other.csv", other)))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(PredictionWarning.DoubtfulPredictions.class::isInstance)
                .containsExactly(doubtful("other", Doubt.OTHER_EXAMPLES));
    }

    /** As where ids are numbers of rows, which were shuffled. A model may have read the texts otherwise, such as in small letters. */
    @Test
    void predictionsBesideTextsOfOtherTestExamplesAreDoubted() throws IOException {
        List<String> gold = new ArrayList<>(List.of("id,label,text"));
        List<String> changed = new ArrayList<>(List.of("id,text,predicted"));
        List<String> shuffled = new ArrayList<>(List.of("id,text,predicted"));
        List<String> probable = new ArrayList<>(List.of("id,Text,probability"));
        for (int row = 0; row < 60; row++) {
            int other = row * 7 % 60;
            gold.add(row + "," + name(row % 2) + ",Text Number " + row);
            changed.add(row + ",text number " + row + "," + name(row % 3 % 2));
            shuffled.add(row + ",Text Number " + other + "," + name(row % 3 % 2));
            String beside = row < 50 ? "Text Number " + (row < 44 ? row : 93 - row) : "";
            probable.add(row + "," + beside + "," + (row % 3 == 0 ? 0.6 : 0.4));
        }

        ComparisonResult result = comparison(lines("gold.csv", gold))
                .model("changed", List.of(lines("changed.csv", changed)))
                .model("shuffled", List.of(lines("shuffled.csv", shuffled)))
                .model("probable", List.of(lines("probable.csv", probable)))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(PredictionWarning.DoubtfulPredictions.class::isInstance)
                .containsExactly(doubtful("shuffled", Doubt.OTHER_TEXTS));
    }

    @Test
    void trueLabelsBesideOtherNamesOfClassesAreDoubtedHoweverFewTheyAre() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));

        ComparisonResult result = comparison(gold)
                .model(
                        "truth",
                        List.of(file(
                                "truth.csv",
                                "id,label,y_hat",
                                row -> id(row) + "," + name(row % 2) + "," + name(row / 2 % 2))))
                .model("perfect", List.of(gold))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(PredictionWarning.DoubtfulPredictions.class::isInstance)
                .containsExactly(doubtful("truth", Doubt.TRUE_LABELS));
    }

    private static Warning doubtful(String model, Doubt doubt) {
        return new PredictionWarning.DoubtfulPredictions(model, model + ".csv", List.of("no", "yes"), doubt);
    }

    @Test
    void labelsThatLookTheSameAreOneClassOrAWarning() throws IOException {
        Path zeros = file("zeros.csv", "id,label", row -> id(row) + "," + row % 2 + (row < 4 ? ".0" : ""));
        Path blanks = file("blanks.csv", "id,label", row -> id(row) + "," + row % 2 + (row < 4 ? "\u00a0" : "\u200b"));
        Path mixed = file("mixed.csv", "id,label", row -> id(row) + "," + (row < 4 ? "N" : "n") + (row % 2));
        Path index = file("index.csv", "id,label", row -> id(row) + "\u00a0," + row % 2 + "\u00a0");
        Path names = file("names.csv", "id,label", row -> id(row) + ",n" + row % 2);

        for (Path gold : List.of(zeros, blanks)) {
            ComparisonResult result =
                    comparison(gold).model("all", List.of(index)).run();
            assertThat(result.dataset().description().classes()).hasSize(2);
            assertThat(result.model("all").measured("errorRate").value()).isZero();
        }
        assertThat(comparison(mixed)
                        .model("all", List.of(names))
                        .run()
                        .conclusion()
                        .warnings())
                .contains(new DataWarning.AlikeClasses(List.of(
                        List.of(new NamedClass("N0", 2), new NamedClass("n0", 2)),
                        List.of(new NamedClass("N1", 2), new NamedClass("n1", 2)))));
    }

    private static Warning warning(String model, int rows, Cause cause) {
        return new PredictionWarning.ContradictoryLabels(model, model + ".csv", rows, 8, List.of("no", "yes"), cause);
    }

    @Test
    void labelsThatAreRightFarMoreOftenInAnotherReadingAreAWarning() throws IOException {
        Path gold = numbered("gold.csv", row -> row % 3 + 1);
        Path indexes = numbered("indexes.csv", row -> row % 3 == 0 ? 2 : row % 3);
        Path zero = numbered("zero.csv", row -> 0);
        Path names = numbered("names.csv", row -> row % 3 == 2 ? 1 : row % 3 + 1);
        Path unclear = numbered("unclear.csv", row -> row % 3 == 0 ? 1 : row % 3);

        ComparisonResult result = comparison(gold)
                .model("indexes", List.of(indexes))
                .model("names", List.of(names, zero))
                .model("unclear", List.of(unclear))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(PredictionWarning.AmbiguousLabels.class::isInstance)
                .containsExactly(
                        new PredictionWarning.AmbiguousLabels("indexes", List.of("1", "2", "3"), false, 0, 40, 60),
                        new PredictionWarning.AmbiguousLabels("names", List.of("1", "2", "3"), true, 0, 40, 60));
    }

    @Test
    void oneFileIsOneSeed() throws IOException {
        Path gold = numbered("gold.csv", row -> row % 3 + 1);
        Path one = numbered("one.csv", row -> 1 + row % 2);
        Path copy = Files.copy(one, folder.resolve("copy.csv"));
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), one);

        for (Path again : List.of(one, link, folder.resolve("x/../one.csv"))) {
            assertThat(fault(() -> comparison(gold)
                                    .model("all", List.of(one, again))
                                    .run())
                            .code())
                    .isEqualTo(ErrorCode.PREDICTIONS_INVALID);
        }
        assertThat(comparison(gold)
                        .model("all", List.of(one, copy))
                        .run()
                        .conclusion()
                        .warnings())
                .contains(new PredictionWarning.DoubtfulPredictions(
                        "all", "copy.csv", List.of("1", "2", "3"), Doubt.EARLIER_FILE));
    }
}
