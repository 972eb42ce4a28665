package org.bakeoff.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.bakeoff.api.Example;

/**
 * Says which examples are not independent: those of one group, and those of one text.
 *
 * <p>Where each text belongs to one group, or each group to one text, there is one dimension of clusters. Else there are
 * three: groups, texts, and the examples that share both, whose variance the other two count twice (Cameron, Gelbach and
 * Miller, "Robust inference with multiway clustering", Journal of Business and Economic Statistics 29, 2011).
 *
 * @param dimensions one dimension, or three: groups, texts, both
 */
record Clusters(List<Dimension> dimensions) {

    /**
     * One way to divide the examples.
     *
     * @param of the cluster of every example, counted from 0
     * @param count how many clusters there are
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Dimension(int[] of, int count) {

        private static <T> Dimension of(List<T> examples, Function<T, Object> key) {
            Map<Object, Integer> numbers = new HashMap<>();
            int[] of = examples.stream()
                    .mapToInt(example -> {
                        int next = numbers.size();
                        return numbers.computeIfAbsent(key.apply(example), value -> next);
                    })
                    .toArray();
            return new Dimension(of, numbers.size());
        }
    }

    static Clusters of(List<Example> examples) {
        Dimension groups = Dimension.of(examples, Example::group);
        Dimension texts = Dimension.of(examples, Example::text);
        Dimension both = Dimension.of(
                IntStream.range(0, examples.size()).boxed().toList(),
                example -> List.of(groups.of[example], texts.of[example]));
        if (both.count == texts.count) {
            return new Clusters(List.of(groups));
        }
        return new Clusters(both.count == groups.count ? List.of(texts) : List.of(groups, texts, both));
    }

    /** Returns how many examples there are. */
    int examples() {
        return dimensions.get(0).of.length;
    }
}
