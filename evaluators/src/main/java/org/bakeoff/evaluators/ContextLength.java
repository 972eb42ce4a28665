package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.ModelPredictions;
import org.jspecify.annotations.Nullable;

/** Measures how far back models look: what they predict from the last k tokens alone, and how their gradients fall off. */
public final class ContextLength extends NamedEvaluator<ContextLength.Config> {

    /** The line of a model whose k counts other tokens than those of others; by it such models can't be compared. */
    private static final String OWN = "by its own tokens";

    private static final String LINES =
            "A line is the mean over a model's seeds, its band goes from the lowest seed to the highest.";

    /**
     * Configures how much to ask.
     *
     * @param examples the size of the sample for truncation
     * @param seeds how many seeds to ask; all, if null
     * @param gradients the size of the sample for gradients
     */
    public record Config(
            @ConfigProperty(
                    value =
                            "test examples drawn to be truncated: each costs a seed a prediction for every k of 1, 2, 5, 10, 20, "
                                    + "50, ... that is below its length",
                    min = 1,
                    max = 1_000_000)
            int examples,

            @ConfigProperty(value = "number of seeds to ask, the first ones; time grows with it; absent: all", min = 1)
            @Nullable
            Integer seeds,

            @ConfigProperty(
                    value =
                            "long test examples drawn for the gradient curve: each costs four gradients a model; 0: no curve",
                    min = 0,
                    max = 1_000_000)
            int gradients) {}

    /** For the service loader. */
    public ContextLength() {
        super(
                "context-length",
                "the effective context length of models by truncation, and how far their gradients reach",
                new Config(1000, null, 128));
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        List<Finding> findings = truncation(config, comparison);
        if (config.gradients() > 0) {
            Curve gradients = new GradientCurve(comparison, config.gradients()).curve();
            if (!gradients.lines().isEmpty()) {
                findings.add(gradients);
            }
        }
        return findings;
    }

    private static List<Finding> truncation(Config config, Comparison comparison) {
        int[] examples = Positions.examples(comparison, example -> true, config.examples(), "context-length");
        List<String> groups = IntStream.of(examples)
                .mapToObj(comparison.examples()::get)
                .map(Example::group)
                .toList();
        boolean differ =
                comparison.models().stream().map(comparison::data).distinct().count() > 1;
        OmittedModels omitted = new OmittedModels();
        List<Curve.Line> accuracy = new ArrayList<>();
        List<Curve.Line> agreement = new ArrayList<>();
        List<List<Object>> rows = new ArrayList<>();
        for (ModelPredictions model : examples.length == 0 ? List.<ModelPredictions>of() : comparison.models()) {
            omitted.query(model, trained -> {
                Integer limit = config.seeds();
                int seeds = Math.min(limit == null ? Integer.MAX_VALUE : limit, trained.size());
                int longest = IntStream.of(examples)
                        .map(example -> comparison.tokens(model, example).length)
                        .max()
                        .orElse(0);
                int[] lengths = TruncatedPredictions.grid(Math.max(1, longest));
                TruncatedPredictions truncated = new TruncatedPredictions(comparison, model, examples, lengths, seeds);
                String variant = differ && model.encoding().isPresent() ? OWN : "";
                accuracy.add(line(model.model(), variant, lengths, seeds, truncated::accuracy));
                agreement.add(line(model.model(), variant, lengths, seeds, truncated::agreement));
                rows.add(row(model.model(), truncated, EffectiveContextLength.of(truncated, groups)));
            });
        }
        String sample = String.format(
                        Locale.ROOT,
                        " On %,d test examples drawn at random; the largest k is the longest of them.",
                        examples.length)
                + (differ ? " Of a model with an encoding of its own, tokens are its own, such as characters." : "");
        List<Finding> findings = new ArrayList<>();
        findings.add(lengths(rows, sample + largestClass(comparison, examples) + omitted.sentence()));
        if (!rows.isEmpty()) {
            findings.add(curve(
                    "contextLengthAccuracy",
                    "Accuracy from the last k tokens",
                    "How often a model is right when it sees only the last k tokens of an example, padded as in training. "
                            + LINES + sample,
                    Optional.of("the last {} tokens"),
                    "accuracy",
                    accuracy));
            findings.add(curve(
                    "contextLengthAgreement",
                    "Agreement with the full prediction, from the last k tokens",
                    "How often a model that sees only the last k tokens predicts the class that it predicts for the whole "
                            + "example, right or wrong. "
                            + LINES
                            + sample,
                    Optional.empty(),
                    "agreement",
                    agreement));
        }
        return findings;
    }

    private static Table lengths(List<List<Object>> rows, String sample) {
        return new Table(
                "contextLength",
                "Effective context length",
                "The effective context length is the smallest k with which a model that sees only the last k tokens is at most "
                        + "one point less accurate than on whole examples, as a mean over seeds. It lies on the grid 1, 2, 5, "
                        + "10, 20, 50, ..., and so do the ends of its 95% interval, which comes from "
                        + EffectiveContextLength.DRAWS
                        + " bootstrap draws of groups of examples and of seeds. With one seed the interval holds for these "
                        + "weights only."
                        + sample,
                List.of(
                        "Model",
                        "Seeds",
                        "Accuracy on whole examples",
                        "Effective context length (tokens)",
                        "Low",
                        "High"),
                rows);
    }

    /** Warns of models that have learned nothing: they need no tokens, so their effective context length is 1. */
    private static String largestClass(Comparison comparison, int[] examples) {
        if (examples.length == 0) {
            return "";
        }
        long[] counts = new long[comparison.data().classes().size()];
        for (int example : examples) {
            counts[comparison.examples().get(example).label()]++;
        }
        return String.format(
                Locale.ROOT,
                " The largest class holds %.1f%% of them: where a model is hardly more accurate, its context length means nothing.",
                100.0 * Arrays.stream(counts).max().orElse(0) / examples.length);
    }

    private static List<Object> row(String model, TruncatedPredictions truncated, EffectiveContextLength length) {
        double accuracy = IntStream.range(0, truncated.seeds())
                .mapToDouble(seed -> truncated.accuracy(seed)[truncated.lengths().length - 1])
                .average()
                .orElse(Double.NaN);
        return List.of(model, (long) truncated.seeds(), accuracy, length.tokens(), length.low(), length.high());
    }

    private static Curve.Line line(
            String model, String variant, int[] lengths, int seeds, IntFunction<double[]> heights) {
        double[] x = IntStream.of(lengths).asDoubleStream().toArray();
        Curve.Line line = SeedCurves.line(
                model, x, IntStream.range(0, seeds).mapToObj(heights).toList());
        return new Curve.Line(model, variant, line.points());
    }

    private static Curve curve(
            String name, String title, String note, Optional<String> input, String height, List<Curve.Line> lines) {
        return new Curve(
                name,
                title,
                note,
                new Curve.Axis("last tokens seen", true, input),
                new Curve.Axis(height, false),
                false,
                lines);
    }
}
