package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;

class DataChecksTest {

    private final List<Example> train = new ArrayList<>();
    private final List<Example> test = new ArrayList<>();
    private final Map<Kind, List<Integer>> planted = new EnumMap<>(Kind.class);

    @Property(tries = 100)
    void countExactlyWhatWasPlanted(
            @ForAll @IntRange(min = 2, max = 6) int fillers,
            @ForAll @IntRange(max = 4) int texts,
            @ForAll @IntRange(max = 4) int groups,
            @ForAll @IntRange(max = 4) int repeats) {
        plant(new Plan(fillers, texts, groups, repeats));

        counts(Kind.TEXTS, texts, fillers + texts + 2 * groups);
        counts(Kind.NEAR, texts, fillers + texts + 2 * groups);
        counts(Kind.GROUPS, groups, fillers + texts + groups + repeats);
        counts(Kind.REPEATS, repeats, fillers + texts + 2 * groups + repeats);
        for (Kind kind : Kind.values()) {
            assertThat(kind.count(new DataChecks(ExampleTable.of(train), ExampleTable.of(test)))
                            .testExamples())
                    .describedAs(kind.name())
                    .isEqualTo(planted.getOrDefault(kind, List.of()));
        }
    }

    @Test
    void examplesThatComeFromNoTextsHaveNoneInCommon() {
        add(train, "", "a", 0, 1);
        add(test, "", "b", 0, 1);
        add(test, "", "c", 0, 1);
        for (Kind kind : List.of(Kind.TEXTS, Kind.NEAR, Kind.REPEATS)) {
            counts(kind, 0, 2);
        }
    }

    @Test
    void aGroupInAnotherFormOfUnicodeIsTheSame() {
        add(train, "one", "caf\u00e9", 0, 1);
        add(test, "two", "cafe\u0301", 0, 1);
        add(test, "three", "other", 0, 1);
        counts(Kind.GROUPS, 1, 2);
    }

    @Test
    void aTextInAnotherFormOfUnicodeIsTheSame() {
        add(train, "un caf\u00e9 d\u00e9j\u00e0 ferm\u00e9", "a", 0, 1);
        add(train, "l'\u00e9t\u00e9 pass\u00e9 \u00e0 No\u00ebl", "b", 0, 1);
        add(test, "un cafe\u0301 de\u0301ja\u0300 ferme\u0301", "c", 0, 1);
        add(test, "L'e\u0301te\u0301 passe\u0301 a\u0300 Noe\u0308l!", "d", 0, 1);
        add(test, "un caf\u00e9 d\u00e9j\u00e0 ferm\u00e9", "e", 0, 1);
        counts(Kind.TEXTS, 1, 2);
        counts(Kind.NEAR, 2, 2);
        counts(Kind.REPEATS, 1, 3);
    }

    @Test
    void aTextOfMarksIsReadInTimeProportionalToItsLength() {
        // Sorted, as composing would, they would take minutes.
        add(train, "a" + "\u0301\u0323".repeat(500_000), "a", 0, 1);
        add(test, "a" + "\u0301\u0323".repeat(500_000), "b", 0, 1);
        counts(Kind.TEXTS, 1, 1);
    }

    @Test
    void aTextThatIsTwiceInASetIsOneText() {
        add(train, "same", "a", 0, 1);
        add(train, "same", "b", 0, 1);
        add(test, "same", "c", 0, 1);
        add(test, "same", "d", 0, 1);
        add(test, "other", "e", 0, 1);
        counts(Kind.TEXTS, 1, 2);
        counts(Kind.REPEATS, 1, 3);
    }

    @Test
    void aTextThatDiffersInAWordOrInItsMarksIsNearlyTheSame() {
        String text = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                + " seventeen eighteen nineteen twenty";
        add(train, text, "a", 0, 1);
        add(test, text, "b", 0, 1);
        add(test, text.replace(" ", " -- ").toUpperCase(Locale.ROOT) + "!", "c", 0, 1);
        add(test, text.replace(" twenty", ""), "d", 0, 1);
        add(test, text.replace("ten", "diez"), "e", 0, 1);
        add(test, "Quite another " + text.substring(30), "f", 0, 1);
        counts(Kind.TEXTS, 1, 5);
        counts(Kind.NEAR, 3, 5);
    }

    /** A test group may go by an example's own id and still be a group of the training set. */
    @Test
    void aGroupOfOneIsAGroupIfTheOtherSetHasMoreOfIt() {
        train.add(new Example("a", new int[] {1}, 0, "one", "x", Map.of()));
        train.add(new Example("b", new int[] {1}, 0, "two", "x", Map.of()));
        test.add(new Example("x", new int[] {1}, 0, "three", "x", Map.of()));
        test.add(new Example("y", new int[] {1}, 0, "four", "y", Map.of()));
        counts(Kind.GROUPS, 1, 2);
    }

    private enum Kind {
        TEXTS,
        NEAR,
        GROUPS,
        REPEATS;

        DataChecks.Count count(DataChecks checks) {
            return switch (this) {
                case TEXTS -> checks.textsInTrainingSet();
                case NEAR -> checks.nearDuplicatesInTrainingSet();
                case GROUPS -> checks.groupsInTrainingSet();
                case REPEATS -> checks.repeatedTexts();
            };
        }
    }

    /**
     * What is put into the data.
     *
     * @param fillers examples of each set that have nothing to do with each other but their ids, which are the same
     * @param texts texts of both sets
     * @param groups groups of both sets, with two test examples each
     * @param repeats test examples with the text of the first
     */
    private record Plan(int fillers, int texts, int groups, int repeats) {}

    /** Puts it in, and remembers the positions of what each check counts. */
    private void plant(Plan plan) {
        train.clear();
        test.clear();
        planted.clear();
        for (int index = 0; index < plan.fillers(); index++) {
            String id = "same id " + index;
            train.add(new Example(id, new int[1], index % 2, "train filler " + index, id, Map.of()));
            test.add(new Example(id, new int[1], index % 2, "test filler " + index, id, Map.of()));
        }
        for (int index = 0; index < plan.texts(); index++) {
            add(train, "text of both " + index, "train group " + index, 0, 1);
            planted(Kind.TEXTS);
            planted(Kind.NEAR);
            add(test, "text of both " + index, "test group " + index, 0, 1);
        }
        for (int index = 0; index < plan.groups(); index++) {
            add(train, "grouped train " + index, "group of both " + index, 0, 1);
            for (int member = 0; member < 2; member++) {
                planted(Kind.GROUPS);
                add(test, "grouped test " + index + " " + member, "group of both " + index, 0, 1);
            }
        }
        for (int index = 0; index < plan.repeats(); index++) {
            planted(Kind.REPEATS);
            add(test, "test filler 0", "repeat " + index, 0, 1);
        }
    }

    private void planted(Kind kind) {
        planted.computeIfAbsent(kind, one -> new ArrayList<>()).add(test.size());
    }

    private static void add(List<Example> set, String text, String group, int label, int tokens) {
        set.add(new Example("x" + set.size(), new int[tokens], label, text, group, Map.of()));
    }

    private void counts(Kind kind, long count, long total) {
        DataChecks.Count counted = kind.count(new DataChecks(ExampleTable.of(train), ExampleTable.of(test)));
        assertThat(counted.count()).describedAs(kind.name()).isEqualTo(count);
        assertThat(counted.total()).describedAs("all of %s", kind).isEqualTo(total);
    }
}
