package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Predictions;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.Training;
import org.bakeoff.testplugins.MeanProvider;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialOutcome;
import org.bakeoff.training.TrialResult;
import org.bakeoff.training.progress.Epoch;
import org.bakeoff.training.progress.Layer;

/**
 * A model of {@link Scores}.
 *
 * @param name its name
 * @param provider what makes it
 * @param config its configuration
 * @param training how it is trained
 * @param parameters how many numbers it learns
 * @param epochs how many epochs each of its seeds was trained for, in their order; 0 for those that it doesn't list
 * @param diverged how many of the last seeds diverged
 * @param seeds its predictions, one array a seed; an empty array is a trial that failed
 */
record Entrant(
        String name,
        ModelProvider<?> provider,
        Record config,
        Training training,
        long parameters,
        List<Integer> epochs,
        int diverged,
        List<double[]> seeds) {

    static final Training TRAINING = new Training(
            1,
            1,
            1,
            List.of(1L),
            0,
            Training.ValidationStrategy.FIRST,
            Training.Padding.FIXED,
            50,
            "cpu",
            1,
            null,
            null,
            Training.Schedule.CONSTANT);

    static Entrant of(String name, double[]... seeds) {
        MeanProvider provider = new MeanProvider();
        return new Entrant(name, provider, provider.defaults(), TRAINING, 0, List.of(), 0, List.of(seeds));
    }

    /** The same as a floor, or one for which the seed means nothing. */
    Entrant declared(boolean floor, boolean deterministic) {
        return new Entrant(
                name,
                new DeclaredProvider(floor, deterministic),
                config,
                training,
                parameters,
                epochs,
                diverged,
                seeds);
    }

    /** The same with another configuration and training. */
    Entrant set(Record ownConfig, Training ownTraining) {
        return new Entrant(name, provider, ownConfig, ownTraining, parameters, epochs, diverged, seeds);
    }

    /** The same of another size. */
    Entrant size(long numbers) {
        return new Entrant(name, provider, config, training, numbers, epochs, diverged, seeds);
    }

    /** The same, trained for so many epochs a seed. */
    Entrant trained(Integer... each) {
        return new Entrant(name, provider, config, training, parameters, List.of(each), diverged, seeds);
    }

    /** The same, of which the last seeds diverged. */
    Entrant diverged(int last) {
        return new Entrant(name, provider, config, training, parameters, epochs, last, seeds);
    }

    Spec.Model model() {
        return new Spec.Model(name, new Spec.Chosen<>(provider, config), training);
    }

    /** How the trial of a seed ended, counted from 0. */
    TrialOutcome outcome(Spec.Model model, int seed, int classes) {
        Trial trial = new Trial(model, seed, "cpu");
        double[] probabilities = seeds.get(seed);
        if (probabilities.length == 0) {
            return new TrialOutcome.Failed(trial, "it failed");
        }
        List<Epoch> history = IntStream.rangeClosed(1, seed < epochs.size() ? epochs.get(seed) : 0)
                .mapToObj(epoch -> new Epoch(epoch, 0.5, 0.5, null, null, 1, 1))
                .toList();
        TrialResult result = new TrialResult(
                parameters == 0 ? List.of() : List.of(new Layer("layer", "(N, 1)", parameters)),
                history,
                Optional.of(new Predictions(seed, classes, probabilities)));
        return seed < seeds.size() - diverged
                ? new TrialOutcome.Completed(trial, result)
                : new TrialOutcome.Diverged(trial, result, "the loss is infinite");
    }

    /** All seeds the same. */
    static double[][] copies(double[] seed, int count) {
        double[][] copies = new double[count][];
        Arrays.fill(copies, seed);
        return copies;
    }
}
