package org.bakeoff.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Training;
import org.bakeoff.spec.Training.ValidationStrategy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationSplitTest {

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void wholeGroupsAreForValidationUntilThereAreEnough(
            @ForAll @Size(min = 2, max = 60) List<@IntRange(max = 15) Integer> groups,
            @ForAll @IntRange(min = 1, max = 20) int most)
            throws IOException {
        int wanted = Math.min(most, groups.size() - largest(groups));
        ValidationSplit split =
                ValidationSplit.of(data(groups), training(wanted, ValidationStrategy.GROUP, List.of(1L)));

        assertThat(IntStream.concat(IntStream.of(split.train()), IntStream.of(split.validation()))
                        .sorted())
                .containsExactlyElementsOf(
                        IntStream.range(0, groups.size()).boxed().toList());
        assertThat(split.train()).isSorted();
        assertThat(split.validation()).isSorted();
        Set<Integer> held = groups(groups, split.validation());
        assertThat(groups(groups, split.train())).noneMatch(held::contains);
        assertThat(split.validation().length).isBetween(wanted, wanted + largest(groups) - 1);

        ValidationSplit other =
                ValidationSplit.of(data(groups), training(wanted, ValidationStrategy.GROUP, List.of(7L, 8L)));
        assertThat(other.validation()).isEqualTo(split.validation());
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 7", "0.07, 7", "0.071, 8", "0.1, 10", "0.29, 29", "0.57, 57", "0.99, 99", "0, 0"})
    void theFirstExamplesAreCountedExactly(double asked, int expected) throws IOException {
        List<Integer> groups =
                IntStream.range(0, 100).map(index -> index / 10).boxed().toList();
        ValidationSplit split =
                ValidationSplit.of(data(groups), training(asked, ValidationStrategy.FIRST, List.of(1L)));

        assertThat(split.validation()).isEqualTo(IntStream.range(0, expected).toArray());
        assertThat(split.train()).isEqualTo(IntStream.range(expected, 100).toArray());
    }

    @Test
    void groupsDoNotDependOnTheirOrder() throws IOException {
        List<Integer> up = List.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4);
        List<Integer> down = List.of(4, 4, 3, 3, 2, 2, 1, 1, 0, 0);
        Training training = training(0.4, ValidationStrategy.GROUP, List.of(1L));

        assertThat(groups(up, ValidationSplit.of(data(up), training).validation()))
                .isEqualTo(groups(down, ValidationSplit.of(data(down), training).validation()))
                .hasSize(2);
    }

    @Test
    void aGroupOfMostExamplesIsLeftToTrainOn() throws IOException {
        // Whichever group has the smallest hash.
        for (int big = 0; big < 8; big++) {
            List<Integer> groups = new ArrayList<>(Collections.nCopies(90, big));
            IntStream.range(0, 10).map(index -> index + 100).forEach(groups::add);
            ValidationSplit split =
                    ValidationSplit.of(data(groups), training(0.05, ValidationStrategy.GROUP, List.of(1L)));
            assertThat(IntStream.of(split.validation())).hasSize(5).allMatch(index -> index >= 90);
            assertThat(ValidationSplit.of(data(groups), training(0.2, ValidationStrategy.GROUP, List.of(1L)))
                            .train())
                    .hasSize(90);
        }
    }

    /** As where files of two systems were joined. */
    @Test
    void aGroupInTwoFormsOfUnicodeStaysTogether() throws IOException {
        List<Integer> groups =
                IntStream.range(0, 80).map(index -> index / 4).boxed().toList();
        List<String> names = IntStream.range(0, 80)
                .mapToObj(index -> Normalizer.normalize(
                        "caf\u00e9 " + groups.get(index), index % 2 == 0 ? Normalizer.Form.NFC : Normalizer.Form.NFD))
                .toList();
        ValidationSplit split = ValidationSplit.of(named(names), training(0.25, ValidationStrategy.GROUP, List.of(1L)));
        assertThat(split.validation()).hasSize(20);
        assertThat(groups(groups, split.train())).doesNotContainAnyElementsOf(groups(groups, split.validation()));
    }

    @Test
    void nothingLeftToTrainOnIsRefused() {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() ->
                        ValidationSplit.of(data(List.of(1, 2, 3)), training(5, ValidationStrategy.FIRST, List.of(1L))))
                .returns(ErrorCode.DATA_UNSUITABLE, BakeoffException::code)
                .returns("Take fewer.", BakeoffException::remedy);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() ->
                        ValidationSplit.of(data(List.of(1, 1, 1)), training(1, ValidationStrategy.GROUP, List.of(1L))))
                .returns(ErrorCode.DATA_UNSUITABLE, BakeoffException::code)
                .returns("Take fewer, or set /training/validationStrategy to \"first\".", BakeoffException::remedy);
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void examplesAreUsedByGroupsAndAreAmongThoseOfALargerNumber(
            @ForAll @Size(min = 4, max = 60) List<@IntRange(max = 9) Integer> groups,
            @ForAll @IntRange(min = 2, max = 60) int more,
            @ForAll ValidationStrategy by) {
        int large = Math.min(more, groups.size());
        Set<Integer> before = Set.of();
        for (int count = 1; count <= large; count++) {
            ValidationSplit whole = ValidationSplit.of(data(groups), training(count, 0, by, List.of(1L)));
            Set<Integer> used = positions(whole.train());
            assertThat(used).hasSize(count).containsAll(before);
            Set<Integer> divided = groups(groups, whole.train());
            divided.removeIf(group -> IntStream.range(0, groups.size())
                    .allMatch(index -> !groups.get(index).equals(group) || used.contains(index)));
            assertThat(divided).as("groups used in part").hasSizeLessThanOrEqualTo(1);
            before = used;
        }
        if (groups(groups, before.stream().mapToInt(index -> index).toArray()).size() > 1) {
            ValidationSplit split = ValidationSplit.of(data(groups), training(large, 0.3, by, List.of(7L)));
            Set<Integer> both = positions(split.train());
            both.addAll(positions(split.validation()));
            assertThat(both).isEqualTo(before);
            assertThat(split.train()).isSorted();
            if (by == ValidationStrategy.GROUP) {
                assertThat(groups(groups, split.train())).noneMatch(groups(groups, split.validation())::contains);
            }
        }
    }

    /** Published learning curves rest on it. */
    @Test
    void whatIsUsedStaysWhatItIs() {
        List<Integer> groups =
                IntStream.range(0, 12).map(index -> index / 2).boxed().toList();
        assertThat(ValidationSplit.of(data(groups), training(5, 0, ValidationStrategy.GROUP, List.of(1L)))
                        .train())
                .containsExactly(4, 5, 6, 7, 10);
    }

    @Test
    void moreExamplesThanThereAreAreRefused() {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> ValidationSplit.of(
                        data(List.of(1, 2, 3)), training(4, 1, ValidationStrategy.GROUP, List.of(1L))))
                .withMessageContaining(
                        "/training/examples, or \"trainSizes\", asks for 4 training examples, but there are 3")
                .returns(ErrorCode.DATA_UNSUITABLE, BakeoffException::code)
                .returns("Ask for at most 3, or leave it out to use all.", BakeoffException::remedy);
    }

    private static Set<Integer> positions(int[] positions) {
        return new HashSet<>(IntStream.of(positions).boxed().toList());
    }

    private static int largest(List<Integer> groups) {
        return groups.stream()
                .mapToInt(group -> Collections.frequency(groups, group))
                .max()
                .orElseThrow();
    }

    private static Set<Integer> groups(List<Integer> groups, int[] examples) {
        Set<Integer> found = new HashSet<>();
        for (int example : examples) {
            found.add(groups.get(example));
        }
        return found;
    }

    private static TrialData data(List<Integer> groups) {
        return named(groups.stream().map(group -> "movie " + group).toList());
    }

    private static TrialData named(List<String> groups) {
        DatasetInfo info = new DatasetInfo(List.of("no", "yes"), List.of("", "a"), 1);
        TokenTable none = TokenTable.of(Collections.nCopies(groups.size(), new int[0]));
        return new TrialData(info, none, new int[groups.size()], groups, none);
    }

    private static Training training(double validation, ValidationStrategy by, List<Long> seeds) {
        return training(null, validation, by, seeds);
    }

    private static Training training(
            @Nullable Integer examples, double validation, ValidationStrategy by, List<Long> seeds) {
        return new Training(
                1,
                1,
                0.1,
                Map.of(),
                new SeedPlan.Listed(seeds),
                examples,
                validation,
                by,
                Training.Padding.FIXED,
                50,
                "cpu",
                1,
                null,
                null,
                Training.Schedule.CONSTANT,
                null,
                0,
                Training.Optimizer.ADAM,
                null,
                null,
                0,
                1);
    }
}
