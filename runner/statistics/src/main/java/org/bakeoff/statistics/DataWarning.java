package org.bakeoff.statistics;

import java.util.List;

/** Warns of the data, and of how they are encoded. */
public sealed interface DataWarning extends Warning {

    /**
     * No model was trained on an example of some classes.
     *
     * @param classes the names of the classes
     */
    record UntrainedClasses(List<String> classes) implements DataWarning {

        /** Copies the list. */
        public UntrainedClasses {
            classes = List.copyOf(classes);
        }
    }

    /**
     * Texts of the test set are in the training set too, word for word or nearly.
     *
     * @param texts how many texts
     * @param total of how many
     * @param comparedWithout whether the models are compared without them as well
     */
    record NearDuplicates(long texts, long total, boolean comparedWithout) implements DataWarning {}

    /**
     * Groups of the test set are in the training set too.
     *
     * @param groups how many groups
     * @param total of how many
     * @param comparedWithout whether the models are compared without them as well
     */
    record SharedGroups(long groups, long total, boolean comparedWithout) implements DataWarning {}

    /**
     * Classes have names that differ only in case, blanks, hyphens, quotes, invisible characters or the format of a number.
     *
     * @param groups the classes that are alike, the largest of each group first
     */
    record AlikeClasses(List<List<NamedClass>> groups) implements DataWarning {

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
    record EmptyLikeClasses(List<NamedClass> classes) implements DataWarning {

        /** Copies the list. */
        public EmptyLikeClasses {
            classes = List.copyOf(classes);
        }
    }

    /**
     * Texts have lines that look like rows of a file, with the name of a class between separators, as where quotation marks have joined
     * rows.
     *
     * @param texts how many
     * @param id the id of the first of them
     */
    record RowLikeTexts(long texts, String id) implements DataWarning {}

    /**
     * Groups have names that stand for a missing value, such as nan, so that examples without a group are one.
     *
     * @param groups the groups
     */
    record EmptyLikeGroups(List<NamedGroup> groups) implements DataWarning {

        /** Copies the list. */
        public EmptyLikeGroups {
            groups = List.copyOf(groups);
        }
    }

    /**
     * Classes have hardly any examples.
     *
     * @param classes the classes
     * @param total the number of training and test examples of all classes
     */
    record RareClasses(List<NamedClass> classes, long total) implements DataWarning {

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
    record UnknownWords(long unknown, long words) implements DataWarning {}

    /**
     * Many training examples fill the whole length, so that most of them were truncated.
     *
     * @param truncated how many examples
     * @param examples of how many
     * @param length the largest number of tokens of an example
     */
    record TruncatedExamples(long truncated, long examples, int length) implements DataWarning {}
}
