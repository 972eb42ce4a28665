package org.bakeoff.dataset.synthetic;

import java.util.List;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;

/** Logistic regression on the words present, by stochastic gradient descent: what can be known without their order. */
final class BagOfWords {

    private static final int EPOCHS = 20;
    private static final double RATE = 0.05;

    private final double[] weights;

    BagOfWords(DataSplits data) {
        weights = new double[data.info().vocabularySize()];
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (Example example : data.train()) {
                double error = example.label() - 1 / (1 + Math.exp(-logit(example)));
                for (int token : example.tokens()) {
                    weights[token] += RATE * error;
                }
            }
        }
    }

    double accuracy(List<Example> examples) {
        return examples.stream()
                .mapToInt(example -> (logit(example) > 0) == (example.label() == 1) ? 1 : 0)
                .average()
                .orElseThrow();
    }

    private double logit(Example example) {
        double logit = 0;
        for (int token : example.tokens()) {
            logit += weights[token];
        }
        return logit;
    }
}
