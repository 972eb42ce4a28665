package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Warns of runs that are compared, or of what has changed since them. */
public sealed interface RunWarning extends Warning {

    /**
     * Runs that are compared set margins of equivalence that differ, so that none applies.
     *
     * @param margins each run's margin, by its run directory; empty where it sets none
     */
    record DifferentMargins(Map<String, OptionalDouble> margins) implements RunWarning {

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
    record DifferentGroups(Map<String, Integer> groups) implements RunWarning {

        /** Copies the map, in its order. */
        public DifferentGroups {
            groups = OrderedMap.copyOf(groups);
        }
    }

    /**
     * The training sets of runs that are compared have other shares of the classes, and with them another majority-class baseline. That of
     * the first run counts.
     *
     * @param metric the title of the primary metric
     * @param rate whether it is a rate
     * @param values the metric of each run's baseline, by its run directory
     */
    record DifferentMajorityClass(String metric, boolean rate, Map<String, Double> values) implements RunWarning {

        /** Copies the map, in its order. */
        public DifferentMajorityClass {
            values = OrderedMap.copyOf(values);
        }
    }

    /**
     * Some of the runs that are compared have this of their own training sets, and the others don't.
     *
     * @param runs their run directories
     * @param warning what they have
     */
    record OfRuns(List<String> runs, Warning warning) implements RunWarning {

        /** Copies the list; throws {@link IllegalArgumentException} if the warning is of runs itself. */
        public OfRuns {
            runs = List.copyOf(runs);
            if (warning instanceof OfRuns) {
                throw new IllegalArgumentException("a warning of runs can't be one of other runs");
            }
        }
    }

    /**
     * The spec of merged runs can't hold how a model was trained.
     *
     * @param model the model
     * @param settings the keys of its training that the spec doesn't have, with their values as JSON
     */
    record TrainingNotInSpec(String model, Map<String, String> settings) implements RunWarning {

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
    record UnaskedModel(String model) implements RunWarning {}

    /**
     * A model of an earlier run could not be asked, since its plugin has changed and makes a network with other weights.
     *
     * @param model the model
     * @param plugin the name of its plugin
     */
    record UnfittingWeights(String model, String plugin) implements RunWarning {}

    /**
     * A model of an earlier run could not be asked, since its plugin has changed and no longer accepts its configuration.
     *
     * @param model the model
     * @param plugin the name of its plugin
     */
    record UnknownConfiguration(String model, String plugin) implements RunWarning {}

    /**
     * Models of an earlier run could not be asked, since the data gives them other token ids than they were trained with.
     *
     * @param run the run directory
     * @param models the models
     */
    record ChangedEncoding(String run, List<String> models) implements RunWarning {

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
    record ChangedPlugins(String run, List<ChangedPlugin> plugins) implements RunWarning {

        /** Copies the list. */
        public ChangedPlugins {
            plugins = List.copyOf(plugins);
        }
    }
}
