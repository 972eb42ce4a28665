package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.io.Json;
import org.bakeoff.training.progress.Epoch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class TrainingStateTest {

    /** In the third of five epochs, after the second of its batches; the first was the best so far. */
    private static final TrainingState MIDDLE = TrainingState.START
            .trained(1, new TrainingState.Totals(0.5, 1, 2, 1))
            .trained(1, new TrainingState.Totals(0.9, 3, 4, 2))
            .ended(epoch(1, 0.3), true, false, mark(1))
            .trained(1, new TrainingState.Totals(0.5, 1, 2, 1))
            .trained(1, new TrainingState.Totals(0.9, 3, 4, 2))
            .ended(epoch(2, 0.4), false, false, mark(2))
            .trained(1, new TrainingState.Totals(0.5, 1, 2, 1))
            .trained(1, new TrainingState.Totals(0.9, 3, 4, 2));

    @Property(tries = 200)
    void everyStateOfATrainingIsPossibleAndReadAsItWasWritten(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 6) int epochs,
            @ForAll @IntRange(min = 1, max = 5) int batches) {
        SplittableRandom random = new SplittableRandom(seed);
        TrainingState state = TrainingState.START;
        List<Epoch> all = new ArrayList<>();
        int updates = 0;
        Double best = null;
        while (!state.over()) {
            assertPossible(state, epochs, batches);
            for (int batch = 0; batch < batches; batch++) {
                int size = random.nextInt(1, 9);
                TrainingState.Totals before = state.totals();
                state = state.trained(
                        1,
                        new TrainingState.Totals(
                                before.loss() + random.nextDouble(),
                                before.right() + random.nextInt(size + 1),
                                before.examples() + size,
                                before.seconds() + random.nextDouble()));
                updates++;
                assertPossible(state, epochs, batches);
                assertThat(state.batches()).isEqualTo(batch + 1);
                assertThat(state.steps()).isEqualTo(updates);
            }
            Epoch ended = state.soFar(random.nextDouble(), 0.5);
            assertThat(ended.epoch()).isEqualTo(all.size() + 1);
            assertThat(ended.loss() * state.totals().examples())
                    .isCloseTo(state.totals().loss(), within(1e-9));
            assertThat(ended.accuracy() * state.totals().examples())
                    .isCloseTo(state.totals().right(), within(1e-9));
            assertThat(ended.examplesPerSecond() * ended.seconds())
                    .isCloseTo(state.totals().examples(), within(1e-9));
            boolean better = best == null || ended.validationLoss() < best;
            best = better ? ended.validationLoss() : best;
            all.add(ended);
            state = state.ended(ended, better, all.size() == epochs || random.nextInt(5) == 0, mark(all.size()));
            assertThat(state.history()).isEqualTo(mark(all.size()));
            assertThat(state.steps()).isEqualTo(updates);
            assertThat(state.totals().examples()).isZero();
            TrainingState.Best kept = Objects.requireNonNull(state.best());
            assertThat(kept.loss()).isEqualTo(best);
            assertThat(all.get(kept.epoch() - 1).validationLoss()).isEqualTo(best);
        }
        assertPossible(state, epochs, batches);
        assertThat(state.within(CheckpointTest.training(all.size() - 1, 1), batches))
                .isFalse();
    }

    @Test
    void aTrainingOfFewerEpochsIsNeverThere() {
        assertThat(MIDDLE.within(CheckpointTest.training(3, 1), 2)).isTrue();
        assertThat(MIDDLE.within(CheckpointTest.training(2, 1), 2)).isFalse();
    }

    @Test
    void whatNoTrainingComesToIsRefused() {
        assertThat(changed("epoch", 3).within(CheckpointTest.training(5, 1), 2)).isTrue();
        assertThat(changed("epoch", 1).within(CheckpointTest.training(5, 1), 2)).isFalse();
        assertThat(changed("epoch", 0).within(CheckpointTest.training(5, 1), 2)).isFalse();
        assertThat(changed("epoch", 6).within(CheckpointTest.training(5, 1), 2)).isFalse();
        assertThat(changed("batches", -1).within(CheckpointTest.training(5, 1), 2))
                .isFalse();
        assertThat(changed("totals/examples", 2).within(CheckpointTest.training(5, 1), 2))
                .isTrue();
        assertThat(changed("totals/examples", 1).within(CheckpointTest.training(5, 1), 2))
                .isFalse();
        assertThat(changed("steps", 5).within(CheckpointTest.training(5, 1), 2)).isFalse();
        assertThat(changed("steps", 7).within(CheckpointTest.training(5, 1), 2)).isFalse();
        assertThat(changed("steps", -1).within(CheckpointTest.training(5, 1), 2))
                .isFalse();
        assertThat(changed("steps", Integer.MAX_VALUE).within(CheckpointTest.training(5, 1), 2))
                .isFalse();
        assertThat(changed("steps", 3).within(CheckpointTest.training(5, 2), 2)).isTrue();
        assertThat(changed("batches", 1).within(CheckpointTest.training(5, 1), 2))
                .isFalse();
        // In the middle of an update, or of an epoch of fewer batches.
        assertThat(changed("steps", 5).within(CheckpointTest.training(5, 2), 3)).isTrue();
        assertThat(changed("steps", 5).within(CheckpointTest.training(5, 3), 3)).isFalse();
        assertThat(MIDDLE.within(CheckpointTest.training(5, 1), 1)).isFalse();
        assertThat(changed("best/epoch", 2).within(CheckpointTest.training(5, 1), 2))
                .isTrue();
        assertThat(changed("best/epoch", 3).within(CheckpointTest.training(5, 1), 2))
                .isFalse();
    }

    private static void assertPossible(TrainingState state, int epochs, int batches) {
        assertThat(state.within(CheckpointTest.training(epochs, 1), batches)).isTrue();
        assertThat(Json.COMPACT.readValue(Json.COMPACT.writeValueAsString(state), TrainingState.class))
                .isEqualTo(state);
    }

    private static TrainingState changed(String key, int value) {
        ObjectNode json = Json.COMPACT.valueToTree(MIDDLE);
        int slash = key.indexOf('/');
        ObjectNode parent = slash < 0 ? json : (ObjectNode) json.path(key.substring(0, slash));
        parent.put(key.substring(slash + 1), value);
        return Json.COMPACT.treeToValue(json, TrainingState.class);
    }

    private static HistoryFile.Mark mark(int epochs) {
        return new HistoryFile.Mark(100L * epochs, "digits of " + epochs);
    }

    private static Epoch epoch(int number, @Nullable Double loss) {
        return new Epoch(number, 0.5, 0.5, loss, 0.5, 1, 2);
    }
}
