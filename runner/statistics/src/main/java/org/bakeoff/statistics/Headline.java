package org.bakeoff.statistics;

import java.util.List;
import java.util.Optional;

/**
 * Says first of all which models are best in the primary metric, as far as the verdicts do. Best are the models that no other
 * one beats, baselines among them; lists of models have the order of their values, the best one first. A model without a value,
 * or with trials that failed, is left out ({@link RankedModel#isLeftOut}), unless all are such.
 */
public sealed interface Headline {

    /** Returns the models that no other one beats. */
    List<String> best();

    /** There is no value of the primary metric: every trial failed, or it couldn't be measured. */
    record NoResult() implements Headline {

        @Override
        public List<String> best() {
            return List.of();
        }
    }

    /**
     * One model has a value, so that nothing is compared.
     *
     * @param model its name
     */
    record SingleModel(String model) implements Headline {

        @Override
        public List<String> best() {
            return List.of(model);
        }
    }

    /**
     * One model is best.
     *
     * @param model its name
     * @param worse the models that it beats
     * @param undecided the models that it doesn't beat, though others do
     */
    record OneBest(String model, List<String> worse, List<String> undecided) implements Headline {

        /** Copies the lists. */
        public OneBest {
            worse = List.copyOf(worse);
            undecided = List.copyOf(undecided);
        }

        @Override
        public List<String> best() {
            return List.of(model);
        }
    }

    /**
     * Several models are best, and each of them beats some other one, or all are equivalent.
     *
     * @param models their names
     * @param verdict {@link Verdict#EQUIVALENT} if each two of them are, {@link Verdict#UNDETERMINED} if nothing can be concluded
     *     of some two, else {@link Verdict#NO_SIGNIFICANT_DIFFERENCE}
     * @param worse the models that all of them beat
     */
    record SeveralBest(List<String> models, Verdict verdict, List<String> worse) implements Headline {

        /** Copies the lists. */
        public SeveralBest {
            models = List.copyOf(models);
            worse = List.copyOf(worse);
        }

        @Override
        public List<String> best() {
            return models;
        }
    }

    /**
     * No model beats another one.
     *
     * @param models all models that are compared
     * @param verdict {@link Verdict#UNDETERMINED} if nothing can be concluded of some two, else
     *     {@link Verdict#NO_SIGNIFICANT_DIFFERENCE}
     * @param seeds the seeds that the first two would need if their true difference were the one that was observed; empty where
     *     that can't be estimated
     */
    record Undecided(List<String> models, Verdict verdict, Optional<PowerAnalysis.Wanted> seeds) implements Headline {

        /** Copies the list. */
        public Undecided {
            models = List.copyOf(models);
        }

        @Override
        public List<String> best() {
            return models;
        }
    }
}
