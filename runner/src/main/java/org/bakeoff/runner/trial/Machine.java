package org.bakeoff.runner.trial;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a machine has for trials.
 *
 * @param cores how many threads may run at once, 1 or more
 * @param memory bytes that new processes may fill
 */
record Machine(int cores, long memory) {

    /** What a worker may fill: the JVM's heap of 1 GiB, and what PyTorch needs for a recurrent network. */
    static final long PER_TRIAL = 1_500_000_000;

    /** The machine that this process runs on, as far as its container lets it. */
    static Machine here() {
        return new Machine(Runtime.getRuntime().availableProcessors(), freeMemory());
    }

    /**
     * How many of an experiment's trials may run side by side without being in each other's way. Those of one experiment
     * share one device, so that on a GPU it is one.
     *
     * @param trials at least one
     * @return from 1 to the number of trials
     */
    int sideBySide(List<Trial> trials) {
        if (trials.stream().anyMatch(trial -> !trial.device().equals("cpu"))) {
            return 1;
        }
        int threads = trials.stream()
                .mapToInt(trial -> trial.model().training().threads())
                .max()
                .orElse(1);
        long room = Math.min(cores / threads, memory / PER_TRIAL);
        return (int) Math.max(1, Math.min(trials.size(), room));
    }

    private static long freeMemory() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        // What the JVM calls free leaves out what caches of files would give back, which may be nearly all.
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            long available = lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            return Math.min(available, system.getTotalMemorySize());
        } catch (IOException e) {
            return system.getTotalMemorySize() / 2;
        }
    }
}
