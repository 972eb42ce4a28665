package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.api.TrainedModel.Gradients;

/** Draws how large the gradient of the logit is with respect to a token k places before the end, in long examples. */
final class GradientCurve {

    private static final int SEEDS = 2;
    /** The smallest norm drawn: a logarithmic axis has no zero. */
    private static final double SMALLEST = 1e-12;

    private static final String UNTRAINED = "untrained";
    private static final int DENSE = 20;
    private static final int SPARSE = 100;

    private final Comparison comparison;
    private final OmittedModels omitted = new OmittedModels();
    private final int wanted;
    private final Sample common;

    /** Draws long examples of a comparison, {@code wanted} of them or a quarter of all if that is fewer. */
    GradientCurve(Comparison comparison, int wanted) {
        this.comparison = comparison;
        this.wanted = wanted;
        this.common = sample(example -> comparison.examples().get(example).tokens().length);
    }

    /** Long examples, of at least {@code longest} tokens. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Sample(int longest, int[] examples) {

        /** Returns the step to the next place: every place near the end, where gradients change fast, then about a hundred. */
        int step(int places) {
            return places < DENSE ? 1 : Math.max(1, longest / SPARSE);
        }
    }

    /** Chooses examples: the longest k is the length that so many of them reach. */
    private Sample sample(IntUnaryOperator length) {
        int[] byLength = IntStream.range(0, comparison.examples().size())
                .map(length)
                .sorted()
                .toArray();
        int count = Math.min(wanted, Math.max(1, byLength.length / 4));
        int longest = byLength.length == 0 ? 0 : byLength[byLength.length - count];
        return new Sample(
                longest,
                Positions.examples(comparison, example -> length.applyAsInt(example) >= longest, count, "gradients"));
    }

    /** Returns the curve, without lines if no model has gradients. */
    Curve curve() {
        List<Curve.Line> lines = new ArrayList<>();
        if (common.longest() > 0) {
            for (ModelPredictions model : comparison.models()) {
                omitted.query(model, trained -> {
                    List<TrainedModel> seeds = trained.stream().limit(SEEDS).toList();
                    add(lines, model, "", seeds);
                    omitted.query(
                            name(model.model(), UNTRAINED),
                            () -> add(
                                    lines,
                                    model,
                                    UNTRAINED,
                                    seeds.stream().map(TrainedModel::untrained).toList()));
                });
            }
        }
        boolean own =
                comparison.models().stream().anyMatch(model -> model.encoding().isPresent());
        return new Curve(
                "contextLengthGradients",
                "Gradient of the logit, by distance from the end",
                "The norm of the gradient of the logit of an example's own class with respect to the vector of its token k "
                        + "places before the end (1: the last token): the median and the quartiles over "
                        + common.examples().length
                        + " test examples of at least "
                        + common.longest()
                        + " tokens, the same ones for every k, and the first "
                        + SEEDS
                        + " seeds, as it is and not normalised; norms below 1e-12, zero among them, are drawn there. Untrained: "
                        + "the same before training. It is a picture, and no number is taken from it: a gradient is the "
                        + "effect of an infinitely small change and not the use that a model makes of a token, it shrinks for "
                        + "all tokens where the model is sure, and with weights that have learned nothing a simple recurrent "
                        + "network's can reach ten times farther back than an LSTM's. What a model uses is measured by "
                        + "truncation."
                        + (own
                                ? " Of a model with an encoding of its own, tokens are its own, and the examples as many of the"
                                        + " longest in it."
                                : "")
                        + omitted.sentence(),
                new Curve.Axis("places before the end", false),
                new Curve.Axis("norm of the gradient", true),
                false,
                lines);
    }

    private static String name(String model, String variant) {
        return variant.isEmpty() ? model : model + ", " + variant;
    }

    private void add(List<Curve.Line> lines, ModelPredictions model, String variant, List<TrainedModel> seeds) {
        Sample sample =
                model.encoding().isPresent() ? sample(example -> comparison.tokens(model, example).length) : common;
        List<float[]> norms = new ArrayList<>();
        for (TrainedModel seed : seeds) {
            new TrueClassGradients(comparison, model, seed)
                    .gradients(sample.examples()).values().stream()
                            .map(Gradients::norm)
                            .filter(GradientCurve::finite)
                            .forEach(norms::add);
        }
        if (norms.isEmpty()) {
            omitted.add(name(model.model(), variant), "its gradients are not finite");
            return;
        }
        List<Curve.Point> points = new ArrayList<>();
        for (int places = 1; places <= sample.longest(); places += sample.step(places)) {
            int at = places;
            double[] sorted = norms.stream()
                    .mapToDouble(norm -> Math.max(SMALLEST, norm[norm.length - at]))
                    .sorted()
                    .toArray();
            points.add(new Curve.Point(places, quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75)));
        }
        lines.add(new Curve.Line(model.model(), variant, points));
    }

    private static boolean finite(float[] values) {
        return IntStream.range(0, values.length).allMatch(index -> Float.isFinite(values[index]));
    }

    /** Interpolates linearly between the two nearest of ascending numbers. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
