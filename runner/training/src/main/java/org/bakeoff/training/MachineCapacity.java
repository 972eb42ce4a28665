package org.bakeoff.training;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.training.engine.PyTorch;

/**
 * Says how many trials a machine has room for, apart from its GPUs.
 *
 * @param cores how many threads may run at once, 1 or more
 * @param memory bytes that new processes may fill
 * @param total bytes that there are, free or not
 */
public record MachineCapacity(int cores, long memory, long total) {

    /** The bytes that a worker may use: the JVM's heap of 1 GiB, and what PyTorch needs for a recurrent network. */
    public static final long PER_TRIAL = 1_500_000_000;

    /** Returns the capacity of this machine, or of the container that this process runs in. */
    public static MachineCapacity here() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long total = system.getTotalMemorySize();
        return new MachineCapacity(Runtime.getRuntime().availableProcessors(), free(total), total);
    }

    /**
     * Returns the capacity with room for so many processes that wait for trials, whose memory isn't free. How much of it they have,
     * nobody knows: were each counted as what it may use, there would be more of them each time.
     */
    MachineCapacity holding(int processes) {
        return new MachineCapacity(cores, Math.max(memory, processes * PER_TRIAL), total);
    }

    /**
     * Returns how many of an experiment's trials may run side by side without being in each other's way: on GPUs, one on each.
     *
     * @param trials at least one, all on the same device
     * @param gpus how many GPUs there are
     * @return from 1 to the number of trials
     */
    int sideBySide(List<Trial> trials, int gpus) {
        String device = trials.get(0).device();
        if (!device.equals("cpu")) {
            int most = device.equals(PyTorch.ANY_GPU) ? Math.min(trials.size(), gpus) : 1;
            return (int) Math.max(1, Math.min(most, memory / PER_TRIAL));
        }
        int threads = trials.stream()
                .mapToInt(trial -> trial.model().training().threads())
                .max()
                .orElse(1);
        return Math.min(trials.size(), room(threads));
    }

    /** Returns how many trials with so many threads have room on the CPU, 1 or more. */
    public int room(int threads) {
        return (int) Math.max(1, Math.min(cores / threads, memory / PER_TRIAL));
    }

    private static long free(long total) {
        // What the JVM calls free leaves out what caches of files would give back, which may be nearly all.
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            long available = lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            return Math.min(available, total);
        } catch (IOException e) {
            return total / 2;
        }
    }
}
