package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.bakeoff.training.engine.PyTorch;
import org.junit.jupiter.api.Test;

/** The loss that training makes small, against its formula. */
class CrossEntropyLossTest {

    private static final double[] LOGITS = {0.3, -1.2, 2, 0.1, 0, -0.7};

    @Test
    void twoClassesWithWeightsAndSmoothing() {
        int[] labels = {1, 0, 1, 0, 0, 1};
        double[] weights = {0.5, 3};
        double loss = 0;
        double[] gradient = new double[6];
        for (int row = 0; row < 6; row++) {
            double target = labels[row] * 0.8 + 0.1;
            loss += weights[labels[row]] * (Math.log1p(Math.exp(LOGITS[row])) - target * LOGITS[row]) / 6;
            gradient[row] = weights[labels[row]] * (1 / (1 + Math.exp(-LOGITS[row])) - target) / 6;
        }
        check(new CrossEntropyLoss(1, weights, 0.2), new Shape(6, 1), labels, loss, gradient);
    }

    @Test
    void threeClassesWithWeightsAndSmoothing() {
        int[] labels = {2, 0};
        double[] weights = {2, 1, 0.25};
        double loss = 0;
        double[] gradient = new double[6];
        for (int row = 0; row < 2; row++) {
            double sum = 0;
            for (int output = 0; output < 3; output++) {
                sum += Math.exp(LOGITS[3 * row + output]);
            }
            for (int output = 0; output < 3; output++) {
                double target = (labels[row] == output ? 0.7 : 0) + 0.1;
                double logit = LOGITS[3 * row + output];
                loss -= weights[labels[row]] * target * (logit - Math.log(sum)) / 2;
                gradient[3 * row + output] = weights[labels[row]] * (Math.exp(logit) / sum - target) / 2;
            }
        }
        check(new CrossEntropyLoss(3, weights, 0.3), new Shape(2, 3), labels, loss, gradient);
    }

    @Test
    void equalWeightsWithoutSmoothingChangeNothing() {
        int[] labels = {1, 0, 1, 0, 0, 1};
        assertThat(loss(new CrossEntropyLoss(1, new double[] {1, 1}, 0), labels))
                .isEqualTo(loss(new CrossEntropyLoss(1), labels), within(1e-15));
    }

    private static double loss(CrossEntropyLoss objective, int[] labels) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            return objective
                    .loss(manager.create(LOGITS, new Shape(6, 1)), labels)
                    .getDouble();
        }
    }

    private static void check(CrossEntropyLoss objective, Shape shape, int[] labels, double loss, double[] gradient) {
        try (NDManager manager = PyTorch.engine().newBaseManager()) {
            NDArray logits = manager.create(LOGITS, shape);
            logits.setRequiresGradient(true);
            try (GradientCollector collector = PyTorch.engine().newGradientCollector()) {
                NDArray found = objective.loss(logits, labels);
                assertThat(found.getDouble()).isEqualTo(loss, within(1e-7));
                collector.backward(found);
            }
            assertThat(logits.getGradient().toDoubleArray()).containsExactly(gradient, within(1e-7));
        }
    }
}
