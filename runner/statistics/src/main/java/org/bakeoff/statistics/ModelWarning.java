package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;

/** Warns of how models were trained, or of what they predict. */
public sealed interface ModelWarning extends Warning {

    /**
     * A model diverged with some seeds, which stay in its mean.
     *
     * @param model the model
     * @param diverged how many seeds
     * @param seeds of how many
     */
    record DivergedSeeds(String model, int diverged, int seeds) implements ModelWarning {}

    /**
     * Models were trained with too few seeds to say anything of their spread.
     *
     * @param models the models
     * @param seeds with how many seeds each
     */
    record FewSeeds(List<String> models, int seeds) implements ModelWarning {

        /** Copies the list. */
        public FewSeeds {
            models = List.copyOf(models);
        }
    }

    /** The seeds of a model are spread so oddly that its mean and intervals are unreliable. */
    sealed interface UnusualSeeds extends ModelWarning {

        /** Returns the model. */
        String model();

        /** Returns the primary metric of the better seeds, in the order of the seeds. */
        List<Double> better();

        /** Returns that of the other seeds. */
        List<Double> worse();
    }

    /**
     * With some seeds a model came hardly further than the majority class, while its best one clearly did.
     *
     * @param model the model
     * @param better the primary metric of the seeds that learned
     * @param worse that of the seeds that collapsed
     */
    record CollapsedSeeds(String model, List<Double> better, List<Double> worse) implements UnusualSeeds {

        /** Copies the lists. */
        public CollapsedSeeds {
            better = List.copyOf(better);
            worse = List.copyOf(worse);
        }
    }

    /**
     * The widest gap between a model's neighbouring seeds is wider than that of 97.5% of normal samples.
     *
     * @param model the model
     * @param better the primary metric of the seeds on the better side of the gap
     * @param worse that of the others
     */
    record UnusualSeedGap(String model, List<Double> better, List<Double> worse) implements UnusualSeeds {

        /** Copies the lists. */
        public UnusualSeedGap {
            better = List.copyOf(better);
            worse = List.copyOf(worse);
        }
    }

    /**
     * A model predicts the same class for every test example, though they are of several.
     *
     * @param model the model
     * @param predicted the name of that class
     * @param seeds the seeds with which it does
     * @param trained with how many seeds it was trained
     */
    record OneClassPredicted(String model, String predicted, List<Long> seeds, int trained) implements ModelWarning {

        /** Copies the list. */
        public OneClassPredicted {
            seeds = List.copyOf(seeds);
        }
    }

    /**
     * The primary metric is about the majority class: a constant prediction of it leaves at most a tenth of the metric's range to
     * better models.
     *
     * @param metric the metric's title
     * @param baseline what the majority-class baseline has
     */
    record MajorityClassMetric(String metric, double baseline) implements ModelWarning {}

    /**
     * Every configuration of a model diverged or failed with a seed; the first one stands for them.
     *
     * @param model the model
     * @param configurations how many configurations
     */
    record FailedSearch(String model, int configurations) implements ModelWarning {}

    /**
     * All validation examples are of one class, and a search or early stopping goes by them.
     *
     * @param name the class
     * @param examples how many there are
     */
    record OneValidationClass(String name, int examples) implements ModelWarning {}

    /**
     * A model's configuration was selected by few validation examples.
     *
     * @param model the model
     * @param configurations among how many configurations
     * @param examples by how many validation examples
     * @param standardError the standard error of an accuracy on so many
     */
    record FewValidationExamples(String model, int configurations, int examples, double standardError)
            implements ModelWarning {}

    /**
     * Models were given budgets that differ.
     *
     * @param amounts the quantities that differ, with each model's amount
     * @param hashes the data that differs, with how many different ones there are
     */
    record DifferentBudgets(Map<Budget.Amount, Map<String, Double>> amounts, Map<Budget.Data, Integer> hashes)
            implements ModelWarning {

        /** Copies the maps, in their order. */
        public DifferentBudgets {
            amounts = OrderedMap.copyOf(amounts);
            hashes = OrderedMap.copyOf(hashes);
        }
    }

    /** No model is a baseline. */
    record NoBaseline() implements ModelWarning {}
}
