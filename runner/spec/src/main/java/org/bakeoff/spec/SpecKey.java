package org.bakeoff.spec;

import java.util.Arrays;
import java.util.List;

/** Lists the keys of a spec with what they mean, in the order of their documentation. */
public enum SpecKey {

    /** The JSON Schema. */
    SCHEMA("$schema", "where the JSON Schema of specs is, for editors"),
    /** The experiment's name. */
    NAME("name", "the name of the run directory; absent: that of the file. Lower-case letters, digits and hyphens"),
    /** The experiment's tags. */
    TAGS(
            "tags",
            "words to find the run by in the list of `./bakeoff serve`, such as `[\"paper\", \"tuned\"]`; at most "
                    + Spec.MOST_TAGS
                    + ", each a name. They change nothing else, and may change where a run is resumed"),
    /** The dataset. */
    DATASET(
            "dataset",
            "what the models are trained and tested on: a `plugin` and its `config`; required, or `datasets`"),
    /** Several datasets. */
    DATASETS(
            "datasets",
            "several datasets, by name, in place of `dataset`: every model is trained and tested on each, see"
                    + " docs/several-datasets.md"),
    /** Cross-validation. */
    SPLIT(
            "split",
            "cross-validation: `{\"folds\": 10, \"repeats\": 3}` tests on every tenth of the texts in turn, three times"),
    /** Numbers of training examples. */
    TRAIN_SIZES("trainSizes", "numbers of training examples, such as `[100, 1000]`: trains on each of them"),
    /** The models. */
    MODELS(
            "models",
            "the models to compare, by name: a `plugin`, its `config`, and a `training` that is laid over the common one; or"
                    + " `predictions` from files; at least one, at most " + Spec.MOST_MODELS),
    /** The training. */
    TRAINING(
            "training",
            "how every model is trained. A model's own training has no " + String.join(", ", SpecResolver.COMMON_ONLY)),
    /** The comparison. */
    COMPARISON("comparison", "how the models are compared"),
    /** The evaluators. */
    EVALUATORS(
            "evaluators", "what looks at the predictions: a list of `plugin` and `config`; absent: all that there are"),
    /** The search. */
    SEARCH("search", "configurations of the models to try, and how one is selected");

    private final String key;
    private final String meaning;

    SpecKey(String key, String meaning) {
        this.key = key;
        this.meaning = meaning;
    }

    /** Returns the key as it stands in a spec. */
    public String key() {
        return key;
    }

    /** Returns what it means, in a line. */
    public String meaning() {
        return meaning;
    }

    /** Returns all keys. */
    static List<String> keys() {
        return Arrays.stream(values()).map(SpecKey::key).toList();
    }
}
