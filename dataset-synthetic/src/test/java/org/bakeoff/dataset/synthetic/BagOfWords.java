package org.bakeoff.dataset.synthetic;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;

/** Logistic regression on the words present, by stochastic gradient descent: what can be known without their order. */
final class BagOfWords {

    private static final int EPOCHS = 20;
    private static final double RATE = 0.05;

    /** By class and token id. */
    private final double[][] weights;

    BagOfWords(DataSplits data) {
        weights = new double[data.info().classes().size()][data.info().vocabularySize()];
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            for (Example example : data.train()) {
                double[] odds = logits(example).map(Math::exp).toArray();
                double sum = DoubleStream.of(odds).sum();
                for (int label = 0; label < odds.length; label++) {
                    double error = (label == example.label() ? 1 : 0) - odds[label] / sum;
                    for (int token : example.tokens()) {
                        weights[label][token] += RATE * error;
                    }
                }
            }
        }
    }

    double accuracy(List<Example> examples) {
        return examples.stream()
                .mapToInt(example -> {
                    double[] logits = logits(example).toArray();
                    return logits[example.label()]
                                    == DoubleStream.of(logits).max().orElseThrow()
                            ? 1
                            : 0;
                })
                .average()
                .orElseThrow();
    }

    private DoubleStream logits(Example example) {
        return IntStream.range(0, weights.length)
                .mapToDouble(label -> IntStream.of(example.tokens())
                        .mapToDouble(token -> weights[label][token])
                        .sum());
    }
}
