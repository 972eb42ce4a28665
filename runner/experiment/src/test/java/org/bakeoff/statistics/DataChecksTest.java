package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.MEAN;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;

/** Data into which everything that is counted was put by hand. */
class DataChecksTest {

    private static final int LENGTH = 4;

    private final List<Example> train = new ArrayList<>();
    private final List<Example> test = new ArrayList<>();
    private final Set<Integer> counted = new HashSet<>();

    @Property(tries = 100)
    void countExactlyWhatWasPlanted(
            @ForAll @IntRange(min = 2, max = 6) int fillers,
            @ForAll @IntRange(max = 4) int texts,
            @ForAll @IntRange(max = 4) int groups,
            @ForAll @IntRange(max = 4) int repeats,
            @ForAll @IntRange(max = 3) int full) {
        Plan plan = new Plan(fillers, texts, groups, repeats, full);
        plant(plan, "");
        Map<String, DataCheck> checks = checks();

        counts(checks, "textsInBothHalves", texts, fillers + texts + 2 * groups);
        counts(checks, "nearTextsInBothHalves", texts, fillers + texts + 2 * groups);
        counts(checks, "groupsInBothHalves", groups, fillers + texts + groups + repeats);
        counts(checks, "repeatedTexts", repeats, fillers + texts + 2 * groups + repeats);
        // Of every pair of fillers the second is of class 1; whatever else was planted is of class 0.
        counts(checks, "trainingClass1", fillers / 2, fillers + texts + groups);
        counts(checks, "trainingClass0", fillers - fillers / 2 + texts + groups, fillers + texts + groups);
        counts(checks, "testClass1", fillers / 2, test.size());
        counts(checks, "testClass0", test.size() - fillers / 2, test.size());
        counts(checks, "trainingTruncated", 0, train.size());
        counts(checks, "testTruncated", Math.min(full, fillers), test.size());
    }

    @Property(tries = 60)
    void theVerdictWithoutIsThatOfTheOthersAlone(
            @ForAll long seed,
            @ForAll Kind kind,
            @ForAll @IntRange(min = 1, max = 4) int planted,
            @ForAll @IntRange(min = 1, max = 3) int seeds) {
        plant(
                new Plan(
                        6,
                        kind == Kind.TEXTS || kind == Kind.NEAR ? planted : 0,
                        kind == Kind.GROUPS ? planted : 0,
                        kind == Kind.REPEATS ? planted : 0,
                        0),
                kind.check);
        SplittableRandom random = new SplittableRandom(seed);
        double[][] left = random(random, seeds);
        double[][] right = random(random, seeds);
        DataCheck check = new Scores(test)
                        .train(train)
                        .data(List.of("no", "yes"), LENGTH)
                        .model("a", left)
                        .model("b", right)
                        .compare(MEAN)
                        .dataset()
                        .checks()
                        .stream()
                        .filter(one -> one.name().equals(kind.check))
                        .findFirst()
                        .orElseThrow();

        int[] kept = IntStream.range(0, test.size())
                .filter(index -> !counted.contains(index))
                .toArray();
        PairwiseComparison alone = new Scores(
                        IntStream.of(kept).mapToObj(test::get).toList())
                .model("a", kept(left, kept))
                .model("b", kept(right, kept))
                .contrast(MEAN);
        assertThat(check.without().orElseThrow().comparisons()).singleElement().satisfies(contrast -> {
            assertThat(contrast.difference().value())
                    .isCloseTo(alone.difference().value(), within(1e-12));
            assertThat(contrast.difference().low())
                    .isCloseTo(
                            alone.difference().low(),
                            within(1e-9
                                    * Math.max(1, Math.abs(alone.difference().low()))));
            assertThat(contrast.difference().high())
                    .isCloseTo(
                            alone.difference().high(),
                            within(1e-9
                                    * Math.max(1, Math.abs(alone.difference().high()))));
            assertThat(contrast.p()).isCloseTo(alone.p(), within(1e-9));
            assertThat(contrast.verdict()).isEqualTo(alone.verdict());
        });
    }

    @Test
    void withoutAnythingCountedThereIsNoOtherVerdict() {
        plant(new Plan(4, 0, 0, 0, 0), "");
        assertThat(checks().values())
                .allSatisfy(check -> assertThat(check.without()).isEmpty());
    }

    @Test
    void whereNothingIsLeftThereIsNoOtherVerdict() {
        add(train, "same", "g", 0, 1);
        add(test, "same", "h", 0, 1);
        assertThat(checks().get("textsInBothHalves").count()).isEqualTo(1);
        assertThat(checks().get("textsInBothHalves").without()).isEmpty();
    }

    @Test
    void textsInBothHalvesAreWarnedOf() {
        plant(new Plan(4, 0, 2, 1, 0), "");
        assertThat(compared().conclusion().warnings()).noneMatch(warning -> warning.contains("by heart"));
        plant(new Plan(4, 3, 0, 0, 0), "");
        add(test, "TEXT of both: 1!", "other", 0, 1);
        assertThat(compared().conclusion().warnings())
                .contains(
                        "4 of 8 test texts stand in the training half too, word for word or nearly, so that a model may"
                                + " know them by heart; the report's data checks have the verdicts without them");
    }

    @Test
    void aTextThatStandsTwiceInAHalfIsOneText() {
        add(train, "same", "a", 0, 1);
        add(train, "same", "b", 0, 1);
        add(test, "same", "c", 0, 1);
        add(test, "same", "d", 0, 1);
        add(test, "other", "e", 0, 1);
        counts(checks(), "textsInBothHalves", 1, 2);
        counts(checks(), "repeatedTexts", 1, 3);
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
        counts(checks(), "textsInBothHalves", 1, 5);
        counts(checks(), "nearTextsInBothHalves", 3, 5);
    }

    /** A test group may go by an example's own id and still be a group of the training half. */
    @Test
    void aGroupOfOneIsAGroupIfTheOtherHalfHasMoreOfIt() {
        train.add(new Example("a", new int[] {1}, 0, "one", "x", Map.of()));
        train.add(new Example("b", new int[] {1}, 0, "two", "x", Map.of()));
        test.add(new Example("x", new int[] {1}, 0, "three", "x", Map.of()));
        test.add(new Example("y", new int[] {1}, 0, "four", "y", Map.of()));
        counts(checks(), "groupsInBothHalves", 1, 2);
    }

    @Test
    void ofManyClustersAFewThatAreLeftAreFlippedAllByThemselves() {
        // Of 200 clusters five stand in the test half alone, and all five agree: two of 32 combinations of signs.
        Set<Integer> alone = Set.of(0, 64, 65, 128, 129);
        double[] scores = new double[200];
        for (int index = 0; index < 200; index++) {
            add(test, "text " + index, "g" + index, 0, 1);
            if (!alone.contains(index)) {
                add(train, "text " + index, "h" + index, 0, 1);
            }
            scores[index] = 0.5 + index / 1000.0;
        }
        DataCheck check = new Scores(test)
                .train(train)
                .model("a", scores)
                .model("b", new double[200])
                .compare(MEAN)
                .dataset()
                .checks()
                .get(0);
        assertThat(check.count()).isEqualTo(195);
        assertThat(check.without().orElseThrow().comparisons()).singleElement().satisfies(contrast -> {
            assertThat(contrast.p()).isEqualTo(2 / 32.0);
            assertThat(contrast.caveats()).contains(Caveat.SIGN_FLIP_TEST);
        });
        assertThat(check.without().orElseThrow().examples()).isEqualTo(5);
        assertThat(check.without().orElseThrow().clusters()).isEqualTo(5);
    }

    @Test
    void ofManyClassesTheSmallestAndTheLargestAreCounted() {
        for (int label = 0; label < 12; label++) {
            for (int index = 0; index <= label; index++) {
                String id = label + "-" + index;
                train.add(new Example(id, new int[1], label, "train " + id, id, Map.of()));
                test.add(new Example(id, new int[1], 11 - label, "test " + id, id, Map.of()));
            }
        }
        List<String> classes =
                IntStream.range(0, 12).mapToObj(label -> "class " + label).toList();
        Map<String, DataCheck> checks = checks(compared(classes));

        counts(checks, "trainingSmallestClass", 1, 78);
        counts(checks, "testSmallestClass", 1, 78);
        counts(checks, "trainingLargestClass", 12, 78);
        assertThat(checks.get("testLargestClass").title()).isEqualTo("Largest class, class 0, in the test half");
    }

    private enum Kind {
        TEXTS("textsInBothHalves"),
        NEAR("nearTextsInBothHalves"),
        GROUPS("groupsInBothHalves"),
        REPEATS("repeatedTexts");

        private final String check;

        Kind(String check) {
            this.check = check;
        }
    }

    /**
     * What is put into the data.
     *
     * @param fillers examples of each half that have nothing to do with each other but their ids, which are the same
     * @param texts texts of both halves
     * @param groups groups of both halves, with two test examples each
     * @param repeats test examples with the text of the first
     * @param full test fillers that fill all places
     */
    private record Plan(int fillers, int texts, int groups, int repeats, int full) {}

    /** Puts it in, and remembers the positions of what a check of that name counts. */
    private void plant(Plan plan, String check) {
        train.clear();
        test.clear();
        counted.clear();
        for (int index = 0; index < plan.fillers(); index++) {
            String id = "same id " + index;
            train.add(new Example(id, new int[1], index % 2, "train filler " + index, id, Map.of()));
            int tokens = index < plan.full() ? LENGTH : LENGTH - 1;
            test.add(new Example(id, new int[tokens], index % 2, "test filler " + index, id, Map.of()));
        }
        for (int index = 0; index < plan.texts(); index++) {
            add(train, "text of both " + index, "train group " + index, 0, 1);
            counted(check, Kind.TEXTS);
            counted(check, Kind.NEAR);
            add(test, "text of both " + index, "test group " + index, 0, 1);
        }
        for (int index = 0; index < plan.groups(); index++) {
            add(train, "grouped train " + index, "group of both " + index, 0, 1);
            for (int member = 0; member < 2; member++) {
                counted(check, Kind.GROUPS);
                add(test, "grouped test " + index + " " + member, "group of both " + index, 0, 1);
            }
        }
        for (int index = 0; index < plan.repeats(); index++) {
            counted(check, Kind.REPEATS);
            add(test, "test filler 0", "repeat " + index, 0, 1);
        }
    }

    private void counted(String check, Kind kind) {
        if (check.equals(kind.check)) {
            counted.add(test.size());
        }
    }

    private static void add(List<Example> half, String text, String group, int label, int tokens) {
        half.add(new Example("x" + half.size(), new int[tokens], label, text, group, Map.of()));
    }

    private ComparisonResult compared() {
        return compared(List.of("no", "yes"));
    }

    private ComparisonResult compared(List<String> classes) {
        double[] scores = new double[test.size() * (classes.size() == 2 ? 1 : classes.size())];
        return new Scores(test)
                .train(train)
                .data(classes, LENGTH)
                .model("a", scores)
                .model("b", scores)
                .compare(MEAN);
    }

    private Map<String, DataCheck> checks() {
        return checks(compared());
    }

    private static Map<String, DataCheck> checks(ComparisonResult compared) {
        List<DataCheck> checks = compared.dataset().checks();
        Map<String, DataCheck> byName = new java.util.LinkedHashMap<>();
        checks.forEach(check -> byName.put(check.name(), check));
        assertThat(byName).hasSameSizeAs(checks).hasSize(10);
        return byName;
    }

    private static void counts(Map<String, DataCheck> checks, String name, long count, long total) {
        DataCheck check = java.util.Objects.requireNonNull(checks.get(name));
        assertThat(check.count()).describedAs(name).isEqualTo(count);
        assertThat(check.total()).describedAs("all of %s", name).isEqualTo(total);
    }

    private double[][] random(SplittableRandom random, int seeds) {
        return IntStream.range(0, seeds)
                .mapToObj(seed -> random.doubles(test.size()).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] kept(double[][] seeds, int[] examples) {
        return java.util.Arrays.stream(seeds)
                .map(one ->
                        IntStream.of(examples).mapToDouble(index -> one[index]).toArray())
                .toArray(double[][]::new);
    }
}
