package org.bakeoff.experiment.checkup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.Redaction;
import org.bakeoff.training.MachineCapacity;

/** Checks Java, memory, cores, and the environment variables that Bakeoff and DJL read. */
final class MachineCheck {

    /** Bytes of heap for the data, the report, and the Java side of PyTorch's arrays. */
    private static final long HEAP = 400_000_000;

    private static final List<String> VARIABLES = List.of(
            CacheFolder.VARIABLE,
            "BAKEOFF_JAVA_OPTIONS",
            "DJL_CACHE_DIR",
            "ENGINE_CACHE_DIR",
            "DJL_OFFLINE",
            "PYTORCH_LIBRARY_PATH",
            "PYTORCH_VERSION",
            "PYTORCH_FLAVOR",
            "CUDA_VISIBLE_DEVICES",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "_JAVA_OPTIONS");

    private MachineCheck() {}

    static void run(Consumer<CheckResult> listener) {
        listener.accept(CheckResult.well(
                "Java",
                Runtime.version() + " by " + property("java.vendor") + " in " + property("java.home") + ", on "
                        + property("os.name") + " " + property("os.arch")));
        MachineCapacity machine = MachineCapacity.here();
        listener.accept(memory(machine, Runtime.getRuntime().maxMemory()));
        listener.accept(CheckResult.well(
                "cores",
                machine.cores() + "; with the free memory that is room for " + machine.room(1)
                        + " at a time of the trials that train with one thread"));
        listener.accept(environment(System.getenv()));
    }

    private static CheckResult memory(MachineCapacity machine, long heap) {
        String found = Checkup.size(machine.memory()) + " free of " + Checkup.size(machine.total())
                + ", and a heap of at most " + Checkup.size(heap) + " for Java";
        if (machine.memory() < MachineCapacity.PER_TRIAL) {
            return CheckResult.attention(
                    "memory",
                    found + "; a trial may need " + Checkup.size(MachineCapacity.PER_TRIAL),
                    "End other programs, or give this machine or container more memory.");
        }
        if (heap > machine.total()) {
            return CheckResult.attention(
                    "memory",
                    found + ", which is more than there is",
                    "Set a smaller heap: BAKEOFF_JAVA_OPTIONS=-Xmx1g.");
        }
        if (heap < HEAP) {
            return CheckResult.attention(
                    "memory", found + ", which is little", "Set a larger heap: BAKEOFF_JAVA_OPTIONS=-Xmx1g.");
        }
        return CheckResult.well("memory", found);
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    /** The launcher rejects invalid Java options. */
    private static CheckResult environment(Map<String, String> environment) {
        String cache = environment.getOrDefault(CacheFolder.VARIABLE, "");
        if (!cache.isBlank() && !Path.of(cache).isAbsolute()) {
            return CheckResult.attention(
                    "environment",
                    CacheFolder.VARIABLE + "=" + cache
                            + " is relative, so that every folder Bakeoff is started in has a cache of its own",
                    "Set it to an absolute path, such as " + Path.of(cache).toAbsolutePath() + ".");
        }
        String set = VARIABLES.stream()
                .filter(environment::containsKey)
                .map(name -> name + "=" + Redaction.options(environment.getOrDefault(name, "")))
                .collect(Collectors.joining(", "));
        return CheckResult.well("environment", set.isEmpty() ? "no variable is set that Bakeoff or DJL goes by" : set);
    }
}
