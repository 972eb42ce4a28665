package org.bakeoff.provider.bagofwords;

import java.util.Arrays;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider.TrainingExamples;

/**
 * Says how much more often a feature stands in a class than in the others: r = log((p / |p|) / (q / |q|)), where p is one more
 * than the number of training examples of the class that have the feature, q the same for the other classes, and |.| the
 * sum over features.
 *
 * <p>Source: Wang and Manning, "Baselines and bigrams: simple, good sentiment and topic classification", ACL 2012.
 */
final class LogCountRatios {

    private LogCountRatios() {}

    /** Returns the ratios, feature by feature, an output each: of class 1 for one output, else of every class. */
    static float[] of(Features features, DatasetInfo data, TrainingExamples examples) {
        int classes = data.classes().size();
        int[][] counts = new int[classes][features.count()];
        for (int example = 0; example < examples.size(); example++) {
            int[] count = counts[examples.label(example)];
            for (int feature : features.of(examples.tokens(example))) {
                count[feature]++;
            }
        }
        int outputs = data.outputs();
        float[] ratios = new float[features.count() * outputs];
        for (int output = 0; output < outputs; output++) {
            int own = outputs == 1 ? 1 : output;
            double[] inside = new double[features.count()];
            double[] outside = new double[features.count()];
            for (int feature = 0; feature < inside.length; feature++) {
                inside[feature] = 1;
                outside[feature] = 1;
                for (int index = 0; index < classes; index++) {
                    (index == own ? inside : outside)[feature] += counts[index][feature];
                }
            }
            // These are counts, so that every order of adding them gives the same sum.
            double shift = Math.log(
                    Arrays.stream(outside).sum() / Arrays.stream(inside).sum());
            for (int feature = 0; feature < inside.length; feature++) {
                ratios[feature * outputs + output] = (float) (Math.log(inside[feature] / outside[feature]) + shift);
            }
        }
        return ratios;
    }
}
