package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.Training;
import org.bakeoff.testplugins.MeanProvider;
import org.junit.jupiter.api.Test;

class MachineCapacityTest {

    private static final long PLENTY = Long.MAX_VALUE;

    @Property(tries = 500)
    void trialsSideBySideTakeNoMoreThanThereIsAndNoneIsLeftOut(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 8) Integer> threads,
            @ForAll @IntRange(min = 1, max = 64) int cores,
            @ForAll @LongRange(min = 0, max = 50_000_000_000L) long memory) {
        List<Trial> trials = trials(threads, "cpu");
        int most = threads.stream().mapToInt(Integer::intValue).max().orElseThrow();
        int count = new MachineCapacity(cores, memory, memory).sideBySide(trials, 0);

        assertThat(count).isBetween(1, trials.size());
        assertThat(count == 1 || (count * most <= cores && count * MachineCapacity.PER_TRIAL <= memory))
                .isTrue();
        // One more would be too many: for the trials, the cores or the memory.
        int more = count + 1;
        assertThat(more > trials.size() || more * most > cores || more * MachineCapacity.PER_TRIAL > memory)
                .isTrue();
        assertThat(new MachineCapacity(cores, memory, memory).sideBySide(trials(threads, "gpu:0"), 4))
                .isEqualTo(1);
    }

    @Test
    void coresThreadsAndMemoryEachSetTheLimit() {
        List<Trial> nine = trials(List.of(1, 1, 1, 1, 1, 1, 1, 1, 1), "cpu");
        assertThat(new MachineCapacity(2, PLENTY, PLENTY).sideBySide(nine, 0)).isEqualTo(2);
        assertThat(new MachineCapacity(16, PLENTY, PLENTY).sideBySide(nine, 0)).isEqualTo(9);
        assertThat(new MachineCapacity(16, 4 * MachineCapacity.PER_TRIAL + 1, PLENTY).sideBySide(nine, 0))
                .isEqualTo(4);
        assertThat(new MachineCapacity(16, 1, PLENTY).sideBySide(nine, 0)).isEqualTo(1);
        assertThat(new MachineCapacity(7, PLENTY, PLENTY).sideBySide(trials(List.of(1, 3, 1), "cpu"), 0))
                .isEqualTo(2);
    }

    /** The runs of a benchmark share worker processes, which keep some memory while they wait. */
    @Property(tries = 500)
    void workersThatWaitMakeNoRoomForMoreThanThereWere(
            @ForAll @LongRange(min = 0, max = 50_000_000_000L) long memory,
            @ForAll @LongRange(min = 100_000_000L, max = MachineCapacity.PER_TRIAL) long kept) {
        List<Trial> trials = trials(Collections.nCopies(64, 1), "cpu");
        int first = new MachineCapacity(64, memory, memory).sideBySide(trials, 0);
        int workers = first;
        for (int run = 0; run < 10; run++) {
            long free = Math.max(0, memory - workers * kept);
            workers = new MachineCapacity(64, free, memory).holding(workers).sideBySide(trials, 0);
        }

        assertThat(workers).isEqualTo(first);
    }

    @Test
    void everyGpuHasATrialWhereAnyWillDo() {
        List<Integer> nine = List.of(1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(new MachineCapacity(16, PLENTY, PLENTY).sideBySide(trials(nine, "gpu"), 4))
                .isEqualTo(4);
        assertThat(new MachineCapacity(16, PLENTY, PLENTY).sideBySide(trials(nine, "gpu"), 12))
                .isEqualTo(9);
        assertThat(new MachineCapacity(16, 2 * MachineCapacity.PER_TRIAL, PLENTY).sideBySide(trials(nine, "gpu"), 4))
                .isEqualTo(2);
        assertThat(new MachineCapacity(16, PLENTY, PLENTY).sideBySide(trials(nine, "gpu:2"), 4))
                .isEqualTo(1);
    }

    @Test
    void thisMachineHasWhatItsContainerLetsIt() {
        MachineCapacity here = MachineCapacity.here();
        assertThat(here.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        // This process has some memory, so that there is some.
        assertThat(here.memory()).isBetween(1L << 20, 1L << 50);
    }

    private static List<Trial> trials(List<Integer> threads, String device) {
        List<Trial> trials = new ArrayList<>();
        for (int count : threads) {
            Training defaults = Training.defaults();
            Training training = new Training(
                    defaults.epochs(),
                    defaults.batchSize(),
                    defaults.learningRate(),
                    Map.of(),
                    defaults.seeds(),
                    null,
                    defaults.validation(),
                    defaults.validationStrategy(),
                    defaults.padding(),
                    50,
                    defaults.device(),
                    count,
                    null,
                    null,
                    defaults.schedule(),
                    null,
                    0,
                    Training.Optimizer.ADAM,
                    null,
                    null,
                    0,
                    1);
            MeanProvider provider = new MeanProvider();
            trials.add(new Trial(
                    new Spec.Model("m", new Spec.Chosen<>(provider, provider.defaults()), training),
                    trials.size(),
                    device));
        }
        return trials;
    }
}
