package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.data.ClassChecks;
import org.bakeoff.data.DataChecks;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.RowLikeTexts;
import org.bakeoff.data.TestData;
import org.bakeoff.statistics.ComparisonInput.DataCount;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.DataCheck.Examples;
import org.bakeoff.statistics.DataCheck.Kind;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.NamedClass;
import org.bakeoff.statistics.NamedGroup;
import org.bakeoff.statistics.Warning;

/**
 * Counts properties of the data that could mislead.
 *
 * @param train the training examples that are used, those for validation among them
 * @param test the test examples
 */
record DataCounts(ExampleTable train, TestData test) {

    /** Where there are more classes, only the smallest and the largest are counted. */
    private static final int MOST_CLASSES = 10;

    /** From this share on, unknown words or truncated examples are many. */
    private static final double MANY = 0.2;

    /** Decides whether an example is counted. */
    private interface Counted {
        boolean test(ExampleTable examples, int index);
    }

    List<DataCount> all() {
        DataChecks checks = new DataChecks(train, test.table());
        List<DataCount> counts = new ArrayList<>(List.of(
                of(Kind.TEXTS_IN_TRAINING_SET, checks.textsInTrainingSet()),
                of(Kind.NEAR_DUPLICATES_IN_TRAINING_SET, checks.nearDuplicatesInTrainingSet()),
                of(Kind.GROUPS_IN_TRAINING_SET, checks.groupsInTrainingSet()),
                of(Kind.REPEATED_TEXTS, checks.repeatedTexts())));
        int classes = test.info().classes().size();
        if (classes > MOST_CLASSES) {
            for (Kind kind : List.of(Kind.SMALLEST_CLASS, Kind.LARGEST_CLASS)) {
                counts.add(size(kind, Examples.TRAINING, extreme(kind, train)));
                counts.add(size(kind, Examples.TEST, extreme(kind, test.table())));
            }
        } else {
            for (int label = 0; label < classes; label++) {
                counts.add(size(Kind.CLASS_SIZE, Examples.TRAINING, label));
                counts.add(size(Kind.CLASS_SIZE, Examples.TEST, label));
            }
        }
        for (Examples set : List.of(Examples.TRAINING, Examples.TEST)) {
            counts.add(truncated(set));
        }
        return counts;
    }

    private DataCount truncated(Examples set) {
        int length = test.info().length();
        return count(Kind.TRUNCATED, set, Optional.empty(), (examples, index) -> examples.length(index) == length);
    }

    /** Returns warnings of what could be a mistake in the data or in how they are encoded. */
    List<Warning> warnings() {
        List<Warning> warnings = ofContent();
        DataCount truncated = truncated(Examples.TRAINING);
        if (truncated.count() >= MANY * truncated.total()) {
            warnings.add(new DataWarning.TruncatedExamples(
                    truncated.count(), truncated.total(), test.info().length()));
        }
        unknownWords().ifPresent(warnings::add);
        return warnings;
    }

    /** Returns the warnings that don't depend on the dataset's encoding. */
    List<Warning> ofContent() {
        ClassChecks checks = checks();
        List<Warning> warnings = mistakes();
        if (!checks.rare().isEmpty()) {
            warnings.add(new DataWarning.RareClasses(named(checks.rare()), checks.total()));
        }
        return warnings;
    }

    private ClassChecks checks() {
        return new ClassChecks(test.info().classes(), train, test.table());
    }

    /** Returns warnings of names of classes and groups, and of texts, that could be a mistake. */
    List<Warning> mistakes() {
        ClassChecks checks = checks();
        List<Warning> warnings = new ArrayList<>();
        List<List<NamedClass>> alike =
                checks.alike().stream().map(DataCounts::named).toList();
        if (!alike.isEmpty()) {
            warnings.add(new DataWarning.AlikeClasses(alike));
        }
        if (!checks.emptyLike().isEmpty()) {
            warnings.add(new DataWarning.EmptyLikeClasses(named(checks.emptyLike())));
        }
        ofGroups().ifPresent(warnings::add);
        ofRows().ifPresent(warnings::add);
        return warnings;
    }

    /** Returns a warning of groups whose names could be a mistake. */
    private Optional<Warning> ofGroups() {
        List<NamedGroup> groups = new ArrayList<>();
        new DataChecks(train, test.table())
                .emptyLikeGroups()
                .forEach((name, examples) -> groups.add(new NamedGroup(name, examples)));
        return groups.isEmpty() ? Optional.empty() : Optional.of(new DataWarning.EmptyLikeGroups(groups));
    }

    /** Returns a warning of texts that look like rows which quotation marks have joined. */
    private Optional<Warning> ofRows() {
        RowLikeTexts texts = RowLikeTexts.of(test.info().classes(), List.of(train, test.table()));
        return texts.first().map(id -> new DataWarning.RowLikeTexts(texts.texts(), id));
    }

    private Optional<Warning> unknownWords() {
        long words = 0;
        long unknown = 0;
        for (int index = 0; index < test.table().size(); index++) {
            for (int token : test.table().tokens(index)) {
                words += test.info().isWord(token) ? 1 : 0;
                unknown += test.info().isUnknown(token) ? 1 : 0;
            }
        }
        return words > 0 && unknown >= MANY * words
                ? Optional.of(new DataWarning.UnknownWords(unknown, words))
                : Optional.empty();
    }

    private static List<NamedClass> named(List<ClassChecks.NamedClass> classes) {
        return classes.stream()
                .map(one -> new NamedClass(one.name(), one.examples()))
                .toList();
    }

    private static DataCount of(Kind kind, DataChecks.Count count) {
        return new DataCount(
                new DataCheck.Subject(kind, Examples.TEST, Optional.empty()),
                count.count(),
                count.total(),
                count.testExamples());
    }

    /** Returns the first of the classes with the fewest or the most examples. */
    private int extreme(Kind kind, ExampleTable examples) {
        int[] sizes = new int[test.info().classes().size()];
        IntStream.range(0, examples.size()).forEach(index -> sizes[examples.label(index)]++);
        Comparator<Integer> bySize = Comparator.comparing(label -> sizes[label]);
        return IntStream.range(0, sizes.length)
                .boxed()
                .min(kind == Kind.SMALLEST_CLASS ? bySize : bySize.reversed())
                .orElseThrow();
    }

    private DataCount size(Kind kind, Examples set, int label) {
        Optional<String> name = Optional.of(test.info().classes().get(label));
        return count(kind, set, name, (examples, index) -> examples.label(index) == label);
    }

    private DataCount count(Kind kind, Examples set, Optional<String> className, Counted counted) {
        ExampleTable examples = set == Examples.TRAINING ? train : test.table();
        long count = IntStream.range(0, examples.size())
                .filter(index -> counted.test(examples, index))
                .count();
        return new DataCount(new DataCheck.Subject(kind, set, className), count, examples.size(), List.of());
    }
}
