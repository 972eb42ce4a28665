package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.api.Predictions;

/**
 * A model of {@link Scores}.
 *
 * @param name its name
 * @param baseline whether it is a baseline
 * @param deterministic whether the seed means nothing
 * @param parameters how many numbers it learns
 * @param budget what it was given
 * @param diverged how many of the last seeds diverged
 * @param seeds its predictions, one array a seed; an empty array is a trial that failed
 */
record Entrant(
        String name,
        boolean baseline,
        boolean deterministic,
        long parameters,
        Optional<Budget> budget,
        int diverged,
        List<double[]> seeds) {

    static Entrant of(String name, double[]... seeds) {
        return new Entrant(name, false, false, 0, Optional.empty(), 0, List.of(seeds));
    }

    /** The same as a baseline, or one for which the seed means nothing. */
    Entrant declared(boolean asBaseline, boolean asDeterministic) {
        return new Entrant(name, asBaseline, asDeterministic, parameters, budget, diverged, seeds);
    }

    /** The same with what it was given. */
    Entrant given(long numbers, Budget some) {
        return new Entrant(name, baseline, deterministic, numbers, Optional.of(some), diverged, seeds);
    }

    /** The same, of which the last seeds diverged. */
    Entrant diverged(int last) {
        return new Entrant(name, baseline, deterministic, parameters, budget, last, seeds);
    }

    ComparisonInput.Model model(int classes) {
        return new ComparisonInput.Model(
                name,
                baseline,
                deterministic,
                new ModelDescription("plugin", 0, parameters, List.of(), budget),
                IntStream.range(0, seeds.size())
                        .mapToObj(seed -> trial(seed, classes))
                        .toList());
    }

    private ComparisonInput.Trial trial(int seed, int classes) {
        double[] probabilities = seeds.get(seed);
        if (probabilities.length == 0) {
            return new ComparisonInput.Trial(
                    seed,
                    ModelResult.Status.FAILED,
                    Optional.of("it failed"),
                    Optional.empty(),
                    Double.NaN,
                    Double.NaN);
        }
        boolean done = seed < seeds.size() - diverged;
        return new ComparisonInput.Trial(
                seed,
                done ? ModelResult.Status.DONE : ModelResult.Status.DIVERGED,
                done ? Optional.empty() : Optional.of("the loss is infinite"),
                Optional.of(new Predictions(seed, classes, probabilities)),
                1,
                1);
    }

    /** All seeds the same. */
    static double[][] copies(double[] seed, int count) {
        double[][] copies = new double[count][];
        Arrays.fill(copies, seed);
        return copies;
    }
}
