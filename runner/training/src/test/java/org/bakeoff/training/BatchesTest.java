package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.data.TokenTable;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Training;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final int LENGTH = 30;

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void everyExampleIsInOneBatch(
            @ForAll @Size(min = 1, max = 300) List<@IntRange(max = LENGTH) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 40) int size,
            @ForAll Training.Padding padding,
            @ForAll long seed) {
        TokenTable table = table(lengths);
        Batches batches = new Batches(table, training(size, padding), LENGTH);
        // Some examples are not requested, such as those of the validation set.
        int[] asked = IntStream.range(0, lengths.size())
                .filter(index -> index % 5 != 1)
                .toArray();

        List<Batch> shuffled = batches.shuffled(asked, new SplittableRandom(seed));
        for (List<Batch> cut : List.of(shuffled, batches.inOrder(asked))) {
            assertThat(cut.stream().flatMapToInt(batch -> IntStream.of(batch.examples())))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.of(asked).boxed().toList());
            assertThat(cut).allSatisfy(batch -> {
                assertThat(batch.size()).isPositive();
                assertThat(batch.columns())
                        .isEqualTo(padding == Training.Padding.FIXED ? LENGTH : widest(table, batch));
                assertThat(unpadded(batch, table)).isEqualTo(expected(batch, table));
            });
        }
        assertThat(shuffled)
                .hasSize((asked.length + size - 1) / size)
                .allSatisfy(batch -> assertThat(batch.size()).isLessThanOrEqualTo(size));
    }

    @Property(tries = 50)
    void whereLengthsVaryExamplesArePredictedWithoutPadding(
            @ForAll @Size(min = 1, max = 100) List<@IntRange(max = LENGTH) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 40) int size) {
        TokenTable table = table(lengths);

        assertThat(new Batches(table, training(size, Training.Padding.LONGEST), LENGTH)
                        .inOrder(IntStream.range(0, lengths.size()).toArray()))
                .allSatisfy(batch -> assertThat(IntStream.of(batch.examples()))
                        .allMatch(example -> Math.max(1, table.length(example)) == batch.columns()));
    }

    @Test
    void epochsModelsAndSeedsDifferAndRepeat() {
        Batches batches = new Batches(
                table(IntStream.range(0, 200).map(index -> 5).boxed().toList()),
                training(16, Training.Padding.FIXED),
                LENGTH);
        List<SplittableRandom> streams = List.of(
                Seeds.shuffle(1, "lstm", 1),
                Seeds.shuffle(1, "lstm", 2),
                Seeds.shuffle(2, "lstm", 1),
                Seeds.shuffle(1, "other", 1));

        assertThat(streams.stream().map(stream -> order(batches, 200, stream)).distinct())
                .hasSize(4);
        assertThat(order(batches, 200, Seeds.shuffle(1, "lstm", 1)))
                .isEqualTo(order(batches, 200, Seeds.shuffle(1, "lstm", 1)));
    }

    @Test
    void everyOrderIsAboutAsLikely() {
        Batches batches = new Batches(table(List.of(1, 1, 1)), training(3, Training.Padding.FIXED), LENGTH);
        int[] counts = new int[3 * 3 * 3];
        for (int epoch = 0; epoch < 6000; epoch++) {
            List<Integer> order = order(batches, 3, Seeds.shuffle(7, "m", epoch));
            counts[order.get(0) * 9 + order.get(1) * 3 + order.get(2)]++;
        }

        // Six orders, each 1000 times give or take 29; five standard deviations.
        assertThat(IntStream.of(counts).filter(count -> count > 0))
                .hasSize(6)
                .allMatch(count -> count > 855 && count < 1145);
    }

    /** What is in a batch is then drawn at random; without bucketing lengths have no say. */
    @Property(tries = 50)
    void inAWindowOfOneBatchLengthsHaveNoSay(
            @ForAll @Size(min = 1, max = 100) List<@IntRange(max = LENGTH) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 20) int size,
            @ForAll Training.Padding padding,
            @ForAll long seed) {
        int[] all = IntStream.range(0, lengths.size()).toArray();
        List<Integer> equal = lengths.stream().map(length -> LENGTH).toList();

        assertThat(members(new Batches(table(lengths), training(size, padding, 1), LENGTH)
                        .shuffled(all, new SplittableRandom(seed))))
                .isEqualTo(members(new Batches(table(equal), training(size, padding, 1), LENGTH)
                        .shuffled(all, new SplittableRandom(seed))));
    }

    @Test
    void underFixedPaddingABatchHasPaddingInCommon() {
        List<Integer> lengths =
                IntStream.range(0, 600).map(index -> index % LENGTH).boxed().toList();
        TokenTable table = table(lengths);
        int[] all = IntStream.range(0, 600).toArray();

        Batches bucketed = new Batches(table, training(10, Training.Padding.FIXED, 50), LENGTH);
        Batches plain = new Batches(table, training(10, Training.Padding.FIXED, 1), LENGTH);
        assertThat(longest(bucketed.shuffled(all, new SplittableRandom(3)), table))
                .isLessThan(60 * LENGTH * 6 / 10);
        assertThat(longest(bucketed.inOrder(all), table)).isLessThan(60 * LENGTH * 6 / 10);
        assertThat(longest(plain.shuffled(all, new SplittableRandom(3)), table)).isGreaterThan(60 * LENGTH * 8 / 10);
    }

    @Test
    void batchesOfLikeLengthComeInRandomOrder() {
        List<Integer> lengths =
                IntStream.range(0, 200).map(index -> index % LENGTH).boxed().toList();
        List<Batch> batches = new Batches(table(lengths), training(10, Training.Padding.LONGEST), LENGTH)
                .shuffled(IntStream.range(0, 200).toArray(), new SplittableRandom(3));

        assertThat(batches.stream().map(Batch::columns).toList())
                .isNotEqualTo(batches.stream().map(Batch::columns).sorted().toList());
        assertThat(batches.stream().mapToInt(Batch::columns).sum()).isLessThan(20 * LENGTH * 6 / 10);
    }

    private static List<Integer> order(Batches batches, int count, SplittableRandom random) {
        int[] all = IntStream.range(0, count).toArray();
        return batches.shuffled(all, random).stream()
                .flatMapToInt(batch -> IntStream.of(batch.examples()))
                .boxed()
                .toList();
    }

    private static List<List<Integer>> members(List<Batch> batches) {
        return batches.stream()
                .map(batch -> IntStream.of(batch.examples()).sorted().boxed().toList())
                .toList();
    }

    /** The lengths of the longest example of every batch, added up. */
    private static int longest(List<Batch> batches, TokenTable table) {
        return batches.stream().mapToInt(batch -> widest(table, batch)).sum();
    }

    private static int widest(TokenTable table, Batch batch) {
        return Math.max(
                1, IntStream.of(batch.examples()).map(table::length).max().orElseThrow());
    }

    /** The rows of a batch as a model gets them, without the zeros in front. */
    private static List<List<Long>> unpadded(Batch batch, TokenTable table) {
        long[] tokens = batch.tokens(table).byRow();
        assertThat(tokens).hasSize(batch.size() * batch.columns());
        return IntStream.range(0, batch.size())
                .mapToObj(row -> Arrays.stream(tokens, row * batch.columns(), (row + 1) * batch.columns())
                        .dropWhile(token -> token == 0)
                        .boxed()
                        .toList())
                .toList();
    }

    private static List<List<Long>> expected(Batch batch, TokenTable table) {
        return IntStream.of(batch.examples())
                .mapToObj(example -> Arrays.stream(table.tokens(example))
                        .mapToObj(token -> (long) token)
                        .toList())
                .toList();
    }

    private static TokenTable table(List<Integer> lengths) {
        List<int[]> examples = new ArrayList<>();
        int next = 1;
        for (int length : lengths) {
            examples.add(IntStream.range(next, next + length).toArray());
            next += length;
        }
        return TokenTable.of(examples);
    }

    private static Training training(int batchSize, Training.Padding padding) {
        return training(batchSize, padding, 50);
    }

    private static Training training(int batchSize, Training.Padding padding, int lengthBucketBatches) {
        return new Training(
                1,
                batchSize,
                0.1,
                Map.of(),
                new SeedPlan.Listed(List.of(1L)),
                null,
                0,
                Training.ValidationStrategy.FIRST,
                padding,
                lengthBucketBatches,
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
