package org.bakeoff.training.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.training.engine.PyTorch;
import org.jspecify.annotations.Nullable;

/**
 * Shares the GPUs of this machine out among worker processes: each sees a single one, by the variable that CUDA goes by. Where
 * there are more processes than GPUs, they take turns in having one more.
 *
 * <p>Source: CUDA C++ Programming Guide, "CUDA Environment Variables".
 */
public final class GpuAssignment {

    private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

    private final List<String> all;
    private final List<String> taken = new ArrayList<>();

    /**
     * Those that this process sees.
     *
     * @param count how many there are
     * @param visible the variable's value in this process, which names them; null where it is not set
     */
    GpuAssignment(int count, @Nullable String visible) {
        this.all = visible == null || visible.isBlank()
                ? IntStream.range(0, count).mapToObj(Integer::toString).toList()
                : Arrays.stream(visible.split(","))
                        .map(String::strip)
                        .limit(count)
                        .toList();
    }

    /** Returns one of the GPUs that this process sees. */
    public static GpuAssignment ofVisible() {
        return new GpuAssignment(PyTorch.gpus(), System.getenv(VARIABLE));
    }

    /** Returns one that leaves all GPUs to every process. */
    public static GpuAssignment none() {
        return new GpuAssignment(0, null);
    }

    /** Returns the environment of a new process, with the GPU that the fewest processes have. Empty where there is no choice. */
    synchronized Map<String, String> take() {
        if (all.size() < 2) {
            return Map.of();
        }
        String free = all.stream()
                .min(Comparator.comparingLong(
                        gpu -> taken.stream().filter(gpu::equals).count()))
                .orElseThrow();
        taken.add(free);
        return Map.of(VARIABLE, free);
    }

    /** Takes back what a process was told that has ended. */
    synchronized void give(Map<String, String> told) {
        taken.remove(told.get(VARIABLE));
    }
}
