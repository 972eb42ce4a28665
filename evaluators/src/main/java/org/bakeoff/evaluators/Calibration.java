package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.ModelPredictions;

/**
 * Says whether probabilities mean what they say. The Brier score and the log loss, which nothing but the true probabilities
 * makes smallest, lead; beside them the debiased squared calibration error and the expected calibration error, in bins of equally
 * many examples, the latter with the value that a perfectly calibrated model would have by chance, and the reliability curve. With two classes it is about the probability
 * of class 1, with more about that of the predicted class.
 *
 * <p>Source: Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", ICML 2017; Nixon et al.,
 * "Measuring calibration in deep learning", CVPR workshops 2019, for equal mass; Bröcker and Smith, "Increasing the
 * reliability of reliability diagrams", Weather and Forecasting 22, 2007, for drawing outcomes from the probabilities;
 * Kumar, Liang and Ma, "Verified uncertainty calibration", NeurIPS 2019, for the debiased error.
 */
public final class Calibration extends NamedEvaluator<Calibration.Config> {

    private static final long SEED = 20_120_613;

    /**
     * Configures the bins.
     *
     * @param bins how many there are
     */
    public record Config(
            @ConfigProperty(value = "bins of equally many examples", min = 2, max = 100)
            int bins) {}

    /** For the service loader. */
    public Calibration() {
        super(
                "calibration",
                "whether probabilities mean what they say: reliability curve and calibration error",
                new Config(15));
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        int[] labels = comparison.labels();
        boolean two = comparison.data().classes().size() == 2;
        List<List<Object>> rows = new ArrayList<>();
        List<Curve.Line> lines = new ArrayList<>();
        for (ModelPredictions model : comparison.models()) {
            List<Reliability> seeds = model.seeds().parallelStream()
                    .map(predictions -> Reliability.of(labels, predictions, config.bins()))
                    .toList();
            rows.add(row(model, labels, seeds));
            List<Reliability> known = seeds.stream().filter(Reliability::known).toList();
            if (!known.isEmpty()) {
                double[] x =
                        SeedCurves.mean(known.stream().map(Reliability::means).toList());
                lines.add(SeedCurves.line(
                        model.model(),
                        x,
                        known.stream().map(Reliability::shares).toList()));
            }
        }
        String event = two ? comparison.data().classes().get(1) : "the predicted class";
        return List.of(
                new Table(
                        "calibration",
                        "Calibration",
                        "Means over a model's seeds. The Brier score and the log loss lead: only the true probabilities make "
                                + "them smallest. The squared calibration error is the mean squared distance between probability "
                                + "and share of events in " + config.bins()
                                + " bins of equally many examples, less what chance adds to it (the debiased estimator of Kumar, "
                                + "Liang and Ma, 2019): a perfectly calibrated model has 0 on average, and may have less. Its root, "
                                + "0 where it is negative, is the typical distance. The expected calibration error (ECE) is the mean "
                                + "distance in such bins, as others report it, without that correction; it is never zero, so beside "
                                + "it stands what a perfectly calibrated model with these probabilities would get with this many "
                                + "test examples, on average and in 95% of draws, as if examples were independent. It has no "
                                + "interval, because a percentile interval of it is off in samples of this kind.",
                        List.of(
                                "Model",
                                "Brier score",
                                "Log loss",
                                "ECE",
                                "ECE if perfect",
                                "ECE if perfect, 95% below",
                                "Squared calibration error, debiased",
                                "Its root"),
                        rows),
                new Curve(
                        "reliabilityCurve",
                        "Reliability of the probability of " + event,
                        "A point is one of " + config.bins()
                                + " bins of equally many examples by rising probability; on the "
                                + "diagonal, probabilities mean what they say. " + SeedCurves.NOTE,
                        new Curve.Axis("Mean probability of " + event, false),
                        new Curve.Axis("Share of examples where it is right", false),
                        true,
                        lines));
    }

    private static List<Object> row(ModelPredictions model, int[] labels, List<Reliability> seeds) {
        List<Reliability.Perfect> perfect = IntStream.range(0, seeds.size())
                .parallel()
                .mapToObj(index -> seeds.get(index).known()
                        ? seeds.get(index).perfect(SEED + index)
                        : new Reliability.Perfect(Double.NaN, Double.NaN))
                .toList();
        double square = SeedCurves.mean(seeds, seed -> seed.known() ? seed.debiasedSquare() : Double.NaN);
        return List.of(
                model.model(),
                SeedCurves.meanScore(model, labels, Brier::score),
                SeedCurves.meanScore(model, labels, LogLoss::score),
                SeedCurves.mean(seeds, seed -> seed.known() ? seed.error() : Double.NaN),
                SeedCurves.mean(perfect, Reliability.Perfect::mean),
                SeedCurves.mean(perfect, Reliability.Perfect::high),
                square,
                Math.sqrt(Math.max(0, square)));
    }
}
