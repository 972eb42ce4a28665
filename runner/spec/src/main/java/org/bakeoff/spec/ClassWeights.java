package org.bakeoff.spec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.ConfigProperty;

/**
 * Says how much the loss of an example counts in training, by its class. The mean over a batch divides by the number of examples, as in
 * Keras.
 */
public sealed interface ClassWeights permits ClassWeights.Balance, ClassWeights.ByClass {

    /**
     * Returns the weight of each class.
     *
     * @param classes the names of the classes
     * @param sizes the number of training examples of each
     */
    double[] weights(List<String> classes, int[] sizes);

    /** Returns what is wrong with it for some classes, by the rest of its pointer. */
    default List<SpecFault> faults(String pointer, List<String> classes) {
        return List.of();
    }

    /** Weights that follow from the data. */
    enum Balance implements ClassWeights {
        /** n / (classes x examples of the class), so that all classes together count the same; as in scikit-learn. */
        BALANCED;

        @Override
        public double[] weights(List<String> classes, int[] sizes) {
            double all = Arrays.stream(sizes).sum();
            return Arrays.stream(sizes)
                    .mapToDouble(size -> size == 0 ? 1 : all / (sizes.length * (double) size))
                    .toArray();
        }
    }

    /**
     * A weight for some classes; every other class has 1.
     *
     * @param weights the weights by the names of the classes
     */
    record ByClass(
            @ConfigProperty(value = "how much the loss of an example counts, by its class", min = 1e-9, max = 1e9)
            Map<String, Double> weights)
            implements ClassWeights {

        /** Copies the map. */
        public ByClass {
            weights = new LinkedHashMap<>(weights);
        }

        @Override
        public double[] weights(List<String> classes, int[] sizes) {
            return classes.stream()
                    .mapToDouble(name -> weights.getOrDefault(name, 1.0))
                    .toArray();
        }

        @Override
        public List<SpecFault> faults(String pointer, List<String> classes) {
            List<SpecFault> faults = new ArrayList<>();
            for (String name : weights.keySet()) {
                if (!classes.contains(name)) {
                    faults.add(new SpecFault(Faults.below(pointer, name), Suggestion.instead("class", name, classes)));
                }
            }
            return faults;
        }
    }
}
