package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;

/** Findings of every kind. */
final class SampleFindings {

    static final String HOSTILE = "<script>alert(1)</script> it's \"quoted\" <br /><br /> & so on \uD83D\uDE00 ";
    private static final List<String> WORDS = List.of(
            "the", "movie", "was", "wonderful", "boring", "and", "acting", "plot", "not", "terrible", "<br", "a", "of");

    private final Random random;
    private final int words;
    private final int reviews;

    SampleFindings(Random random, int words, int reviews) {
        this.random = random;
        this.words = words;
        this.reviews = reviews;
    }

    List<Finding> all() {
        return List.of(
                roc(),
                gradients(),
                table(),
                confusion(),
                agreement("simple-rnn", "lstm"),
                agreement("lstm", "counts"),
                cases("worst", 2));
    }

    private static Curve roc() {
        List<Curve.Line> lines = new ArrayList<>();
        for (int model = 0; model < SampleComparison.MODELS.size(); model++) {
            List<Curve.Point> points = new ArrayList<>();
            for (int step = 0; step <= 1000; step++) {
                double x = step / 1000.0;
                points.add(new Curve.Point(x, Math.pow(x, 0.6 - 0.1 * model)));
            }
            lines.add(new Curve.Line(SampleComparison.MODELS.get(model), "", points));
        }
        return new Curve(
                "roc",
                "ROC curve",
                "Of the mean probability over seeds.",
                new Curve.Axis("false positive rate", false),
                new Curve.Axis("true positive rate", false),
                true,
                lines);
    }

    private static Curve gradients() {
        List<Curve.Line> lines = new ArrayList<>();
        for (int model = 0; model < 2; model++) {
            for (String variant : List.of("", "untrained")) {
                List<Curve.Point> points = new ArrayList<>();
                for (int k = 1; k <= 512; k *= 2) {
                    double y = Math.exp(-k / (50.0 + 100 * model)) + (variant.isEmpty() ? 0.01 : 0.2);
                    points.add(new Curve.Point(k, y, y / 2, y * 2));
                }
                points.add(new Curve.Point(600, 0.001, Double.NaN, Double.NaN));
                lines.add(new Curve.Line(SampleComparison.MODELS.get(model), variant, points));
            }
        }
        return new Curve(
                "gradient",
                "How far back the gradient reaches",
                "The band holds the middle half of the reviews.",
                new Curve.Axis("tokens before the end", true),
                new Curve.Axis("gradient norm", true),
                false,
                lines);
    }

    private static Table confusion() {
        return new Table(
                "confusionMatrix",
                "Confusion matrix",
                "A row is a class that examples are of.",
                List.of("Model", "Class", "Predicted <negative>", "Predicted positive", "Recall"),
                List.of(
                        List.of("simple-rnn", "<negative>", 90.0, 10.0, 0.9),
                        List.of("simple-rnn", "positive", 40.0, 60.0, 0.6),
                        List.of("lstm", "<negative>", 100.0, 0.0, 1.0),
                        List.of("lstm", "positive", 0.0, 0.0, Double.NaN)),
                List.of(2, 3));
    }

    private static Table table() {
        return new Table(
                "contextLength",
                "Effective context length",
                "The fewest last tokens that give full accuracy less one point.",
                List.of("model", "tokens", "low", "high"),
                List.of(
                        List.of("simple-rnn", 60L, 41.0, 88.25),
                        List.of("lstm <b>", 340L, 290.5, Double.NaN),
                        List.of("counts", Long.MAX_VALUE, 1e-300, 0.1)));
    }

    private Cases agreement(String left, String right) {
        String name = left.replace("-", "") + "And" + right;
        return new Cases(
                "agreement" + name,
                left + " and " + right,
                "Right means right in most seeds.",
                List.of(
                        group("only " + left + " right", name + "Left", reviews),
                        group("only " + right + " right", name + "Right", reviews),
                        group("both right", name + "Both", reviews),
                        group("neither right", name + "Neither", reviews)));
    }

    private Cases cases(String name, int count) {
        Cases.Group group = group(name, name, count);
        return new Cases(name, "cases " + name, group.total(), group.cases());
    }

    private Cases.Group group(String title, String ids, int count) {
        List<Cases.Case> cases = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            cases.add(review(ids + "-" + index));
        }
        return new Cases.Group(title, 1000 + count, cases);
    }

    private Cases.Case review(String id) {
        List<String> tokens = new ArrayList<>();
        for (int word = 0; word < words; word++) {
            tokens.add(WORDS.get(random.nextInt(WORDS.size())));
        }
        List<Cases.Prediction> predictions = new ArrayList<>();
        for (String model : SampleComparison.MODELS) {
            boolean attributed = predictions.size() < 2;
            predictions.add(new Cases.Prediction(
                    model,
                    random.nextInt(6),
                    5,
                    random.nextDouble(),
                    attributed
                            ? new Cases.Attribution(
                                    1,
                                    tokens.stream()
                                            .map(word -> random.nextGaussian())
                                            .toList(),
                                    0.0123)
                            : null));
        }
        return new Cases.Case(
                id,
                "positive",
                id.endsWith("0") ? "most telling" : "at random",
                HOSTILE + String.join(" ", tokens),
                tokens,
                predictions);
    }
}
