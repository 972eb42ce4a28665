package org.bakeoff.training.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What worker processes are told of a machine's GPUs; none need be there. */
class GpuAssignmentTest {

    @Property
    void noGpuHasTwoProcessesMoreThanAnother(
            @ForAll @IntRange(min = 2, max = 8) int count, @ForAll long seed, @ForAll @IntRange(max = 40) int steps) {
        GpuAssignment gpus = new GpuAssignment(count, null);
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, String>> processes = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            Map<String, Integer> before = load(processes, count);
            processes.add(gpus.take());
            String last = processes.get(processes.size() - 1).get("CUDA_VISIBLE_DEVICES");
            assertThat(before.get(last))
                    .isEqualTo(before.values().stream().min(Integer::compare).orElseThrow());
            if (random.nextInt(3) == 0) {
                gpus.give(processes.remove(random.nextInt(processes.size())));
            }
        }
    }

    private static Map<String, Integer> load(List<Map<String, String>> processes, int count) {
        Map<String, Integer> load = new HashMap<>();
        for (int gpu = 0; gpu < count; gpu++) {
            load.put(Integer.toString(gpu), 0);
        }
        processes.forEach(process -> load.merge(process.get("CUDA_VISIBLE_DEVICES"), 1, Integer::sum));
        return load;
    }

    @Test
    void theUsersChoiceOfGpusIsKept() {
        GpuAssignment gpus = new GpuAssignment(2, "3, GPU-5ebe9f43");

        assertThat(List.of(gpus.take(), gpus.take(), gpus.take()))
                .containsExactly(
                        Map.of("CUDA_VISIBLE_DEVICES", "3"),
                        Map.of("CUDA_VISIBLE_DEVICES", "GPU-5ebe9f43"),
                        Map.of("CUDA_VISIBLE_DEVICES", "3"));
    }

    @Test
    void whereThereIsNoChoiceNothingIsSaid() {
        assertThat(new GpuAssignment(0, null).take()).isEmpty();
        assertThat(new GpuAssignment(1, "2").take()).isEmpty();
    }
}
