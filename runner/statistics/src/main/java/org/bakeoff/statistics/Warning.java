package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Warns of something that limits the verdicts of a comparison. */
public sealed interface Warning {

    /**
     * A model diverged with some seeds, which stay in its mean.
     *
     * @param model the model
     * @param diverged how many seeds
     * @param seeds of how many
     */
    record DivergedSeeds(String model, int diverged, int seeds) implements Warning {}

    /**
     * Models were trained with too few seeds to say anything of their spread.
     *
     * @param models the models
     * @param seeds with how many seeds each
     */
    record FewSeeds(List<String> models, int seeds) implements Warning {

        /** Copies the list. */
        public FewSeeds {
            models = List.copyOf(models);
        }
    }

    /** The seeds of a model are spread so oddly that its mean and intervals are unreliable. */
    sealed interface UnusualSeeds extends Warning {

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
     * Runs that are compared set margins of equivalence that differ, so that none applies.
     *
     * @param margins each run's margin, by its run directory; empty where it sets none
     */
    record DifferentMargins(Map<String, OptionalDouble> margins) implements Warning {

        /** Copies the map, in its order. */
        public DifferentMargins {
            margins = OrderedMap.copyOf(margins);
        }
    }

    /**
     * Runs that are compared group the same test examples differently. The groups of the first run count.
     *
     * @param groups the number of groups of each run, by its run directory
     */
    record DifferentGroups(Map<String, Integer> groups) implements Warning {

        /** Copies the map, in its order. */
        public DifferentGroups {
            groups = OrderedMap.copyOf(groups);
        }
    }

    /**
     * No model was trained on an example of some classes.
     *
     * @param classes the names of the classes
     */
    record UntrainedClasses(List<String> classes) implements Warning {

        /** Copies the list. */
        public UntrainedClasses {
            classes = List.copyOf(classes);
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
    record OneClassPredicted(String model, String predicted, List<Long> seeds, int trained) implements Warning {

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
    record MajorityClassMetric(String metric, double baseline) implements Warning {}

    /**
     * Texts of the test set are in the training set too, word for word or nearly.
     *
     * @param texts how many texts
     * @param total of how many
     * @param comparedWithout whether the models are compared without them as well
     */
    record NearDuplicates(long texts, long total, boolean comparedWithout) implements Warning {}

    /**
     * Groups of the test set are in the training set too.
     *
     * @param groups how many groups
     * @param total of how many
     * @param comparedWithout whether the models are compared without them as well
     */
    record SharedGroups(long groups, long total, boolean comparedWithout) implements Warning {}

    /**
     * Some of the runs that are compared have this of their own training sets, and the others don't.
     *
     * @param runs their run directories
     * @param warning what they have
     */
    record OfRuns(List<String> runs, Warning warning) implements Warning {

        /** Copies the list; throws {@link IllegalArgumentException} if the warning is of runs itself. */
        public OfRuns {
            runs = List.copyOf(runs);
            if (warning instanceof OfRuns) {
                throw new IllegalArgumentException("a warning of runs can't be one of other runs");
            }
        }
    }

    /**
     * Classes have names that differ only in case, blanks, hyphens, quotes, invisible characters or the format of a number.
     *
     * @param groups the classes that are alike, the largest of each group first
     */
    record AlikeClasses(List<List<NamedClass>> groups) implements Warning {

        /** Copies the lists. */
        public AlikeClasses {
            groups = groups.stream().map(List::copyOf).toList();
        }
    }

    /**
     * Classes have names that stand for a missing value, such as nan.
     *
     * @param classes the classes
     */
    record EmptyLikeClasses(List<NamedClass> classes) implements Warning {

        /** Copies the list. */
        public EmptyLikeClasses {
            classes = List.copyOf(classes);
        }
    }

    /**
     * Classes have hardly any examples.
     *
     * @param classes the classes
     * @param total the number of training and test examples of all classes
     */
    record RareClasses(List<NamedClass> classes, long total) implements Warning {

        /** Copies the list. */
        public RareClasses {
            classes = List.copyOf(classes);
        }
    }

    /**
     * Many words of the test set have no token id of their own, so that the models see little of the texts.
     *
     * @param unknown how many words
     * @param words of how many
     */
    record UnknownWords(long unknown, long words) implements Warning {}

    /**
     * Many training examples fill the whole length, so that most of them were truncated.
     *
     * @param truncated how many examples
     * @param examples of how many
     * @param length the largest number of tokens of an example
     */
    record TruncatedExamples(long truncated, long examples, int length) implements Warning {}

    /**
     * Every configuration of a model diverged or failed with a seed; the first one stands for them.
     *
     * @param model the model
     * @param configurations how many configurations
     */
    record FailedSearch(String model, int configurations) implements Warning {}

    /**
     * All validation examples are of one class, and a search or early stopping goes by them.
     *
     * @param name the class
     * @param examples how many there are
     */
    record OneValidationClass(String name, int examples) implements Warning {}

    /**
     * A model's configuration was selected by few validation examples.
     *
     * @param model the model
     * @param configurations among how many configurations
     * @param examples by how many validation examples
     * @param standardError the standard error of an accuracy on so many
     */
    record FewValidationExamples(String model, int configurations, int examples, double standardError)
            implements Warning {}

    /**
     * The spec of merged runs can't hold how a model was trained.
     *
     * @param model the model
     * @param settings the keys of its training that the spec doesn't have, with their values as JSON
     */
    record TrainingNotInSpec(String model, Map<String, String> settings) implements Warning {

        /** Copies the map, in its order. */
        public TrainingNotInSpec {
            settings = OrderedMap.copyOf(settings);
        }
    }

    /**
     * A model of an earlier run could not be asked, since files that it encodes texts with are missing or unreadable.
     *
     * @param model the model
     */
    record UnaskedModel(String model) implements Warning {}

    /**
     * A model of an earlier run could not be asked, since its plugin has changed and makes a network with other weights.
     *
     * @param model the model
     * @param plugin the name of its plugin
     */
    record UnfittingWeights(String model, String plugin) implements Warning {}

    /**
     * A model of an earlier run could not be asked, since its plugin has changed and no longer accepts its configuration.
     *
     * @param model the model
     * @param plugin the name of its plugin
     */
    record UnknownConfiguration(String model, String plugin) implements Warning {}

    /**
     * Models of an earlier run could not be asked, since the data gives them other token ids than they were trained with.
     *
     * @param run the run directory
     * @param models the models
     */
    record ChangedEncoding(String run, List<String> models) implements Warning {

        /** Copies the list. */
        public ChangedEncoding {
            models = List.copyOf(models);
        }
    }

    /**
     * Plugins have changed since a run was made with them, so that its models may answer otherwise.
     *
     * @param run the run directory
     * @param plugins the plugins
     */
    record ChangedPlugins(String run, List<ChangedPlugin> plugins) implements Warning {

        /** Copies the list. */
        public ChangedPlugins {
            plugins = List.copyOf(plugins);
        }
    }

    /**
     * Models were given budgets that differ.
     *
     * @param amounts the quantities that differ, with each model's amount
     * @param hashes the data that differs, with how many different ones there are
     */
    record DifferentBudgets(Map<Budget.Amount, Map<String, Double>> amounts, Map<Budget.Data, Integer> hashes)
            implements Warning {

        /** Copies the maps, in their order. */
        public DifferentBudgets {
            amounts = OrderedMap.copyOf(amounts);
            hashes = OrderedMap.copyOf(hashes);
        }
    }

    /**
     * The labels in a file of predictions contradict the probabilities beside them, which count.
     *
     * @param model the model
     * @param file the file
     * @param rows in how many rows
     * @param total of how many
     * @param classes the names of the classes, in the order of the probabilities
     * @param cause what the probabilities probably are instead
     */
    record ContradictoryLabels(String model, String file, int rows, int total, List<String> classes, Cause cause)
            implements Warning {

        /** Copies the list. */
        public ContradictoryLabels {
            classes = List.copyOf(classes);
        }

        /** Says what probabilities that contradict labels probably are. */
        public enum Cause {
            /** Those of the right classes: the labels were chosen by another threshold, say. */
            UNKNOWN,
            /** Those of other classes than was meant. */
            OTHER_CLASSES,
            /** Of two classes those of the predicted one, whichever that is. */
            PREDICTED_CLASS
        }
    }

    /**
     * The predictions in a file are probably not what they should be.
     *
     * @param model the model
     * @param file the file
     * @param classes the names of the classes, in the order of the probabilities
     * @param doubt what they probably are
     */
    record DoubtfulPredictions(String model, String file, List<String> classes, Doubt doubt) implements Warning {

        /** Copies the list. */
        public DoubtfulPredictions {
            classes = List.copyOf(classes);
        }

        /** Says what predictions probably are instead. */
        public enum Doubt {
            /** The true labels. */
            TRUE_LABELS,
            /** Those of the other one of two classes. */
            OTHER_CLASS,
            /** Those of more classes in another order. */
            OTHER_ORDER,
            /** Those of other examples: the labels beside them aren't the true ones. */
            OTHER_EXAMPLES,
            /** Chosen at ties: in many rows several classes have the same largest probability, and nothing says which is predicted. */
            TIES,
            /** A copy of those of another seed. */
            EARLIER_FILE
        }
    }

    /**
     * The labels in a model's files are classes both as names and as indexes, and far more are right if they are read in the other
     * way.
     *
     * @param model the model
     * @param classes the names of the classes, in the order of their indexes
     * @param indexes whether they are read as indexes
     * @param right how many are right as they are read, over all files
     * @param otherwise how many would be right
     * @param total of how many
     */
    record AmbiguousLabels(String model, List<String> classes, boolean indexes, long right, long otherwise, long total)
            implements Warning {

        /** Copies the list. */
        public AmbiguousLabels {
            classes = List.copyOf(classes);
        }
    }

    /** No model is a baseline. */
    record NoBaseline() implements Warning {}
}
