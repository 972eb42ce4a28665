package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bakeoff.api.Example;
import org.bakeoff.data.DataChecks;
import org.bakeoff.statistics.ComparisonInput.DataCount;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.DataCheck.Examples;
import org.bakeoff.statistics.DataCheck.Kind;

/** Counts properties of the data that could mislead. */
record DataCounts(List<Example> train, List<Example> test, List<String> classes, int length) {

    /** Where there are more classes, only the smallest and the largest are counted. */
    private static final int MOST_CLASSES = 10;

    List<DataCount> all() {
        DataChecks checks = new DataChecks(train, test);
        List<DataCount> counts = new ArrayList<>(List.of(
                of(Kind.TEXTS_IN_TRAINING_SET, checks.textsInTrainingSet()),
                of(Kind.NEAR_DUPLICATES_IN_TRAINING_SET, checks.nearDuplicatesInTrainingSet()),
                of(Kind.GROUPS_IN_TRAINING_SET, checks.groupsInTrainingSet()),
                of(Kind.REPEATED_TEXTS, checks.repeatedTexts())));
        counts.addAll(classes.size() > MOST_CLASSES ? extremes() : sizes());
        counts.add(truncated(Examples.TRAINING));
        counts.add(truncated(Examples.TEST));
        return counts;
    }

    private static DataCount of(Kind kind, DataChecks.Count count) {
        return new DataCount(
                new DataCheck.Subject(kind, Examples.TEST, Optional.empty()),
                count.count(),
                count.total(),
                count.testExamples());
    }

    private List<Example> examples(Examples set) {
        return set == Examples.TRAINING ? train : test;
    }

    private List<DataCount> sizes() {
        List<DataCount> counts = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            counts.add(size(Kind.CLASS_SIZE, Examples.TRAINING, label));
            counts.add(size(Kind.CLASS_SIZE, Examples.TEST, label));
        }
        return counts;
    }

    /** Returns the first of the classes with the fewest, and with the most examples. */
    private List<DataCount> extremes() {
        List<DataCount> counts = new ArrayList<>();
        for (Kind kind : List.of(Kind.SMALLEST_CLASS, Kind.LARGEST_CLASS)) {
            for (Examples set : List.of(Examples.TRAINING, Examples.TEST)) {
                int[] sizes = new int[classes.size()];
                examples(set).forEach(example -> sizes[example.label()]++);
                int found = 0;
                for (int label = 1; label < sizes.length; label++) {
                    boolean more =
                            kind == Kind.LARGEST_CLASS ? sizes[label] > sizes[found] : sizes[label] < sizes[found];
                    found = more ? label : found;
                }
                counts.add(size(kind, set, found));
            }
        }
        return counts;
    }

    private DataCount size(Kind kind, Examples set, int label) {
        long count = examples(set).stream()
                .filter(example -> example.label() == label)
                .count();
        return new DataCount(
                new DataCheck.Subject(kind, set, Optional.of(classes.get(label))),
                count,
                examples(set).size(),
                List.of());
    }

    private DataCount truncated(Examples set) {
        long count = examples(set).stream()
                .filter(example -> example.tokens().length == length)
                .count();
        return new DataCount(
                new DataCheck.Subject(Kind.TRUNCATED, set, Optional.empty()),
                count,
                examples(set).size(),
                List.of());
    }
}
