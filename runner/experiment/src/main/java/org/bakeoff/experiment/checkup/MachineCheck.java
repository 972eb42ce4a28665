package org.bakeoff.experiment.checkup;

import java.util.function.Consumer;
import org.bakeoff.training.MachineCapacity;

/** Checks Java, memory and cores. */
final class MachineCheck implements Checkup.Check {

    /** Bytes of heap for the data, the report, and the Java side of PyTorch's arrays. */
    private static final long HEAP = 400_000_000;

    @Override
    public void run(Consumer<CheckResult> listener) {
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
    }

    private static CheckResult memory(MachineCapacity machine, long heap) {
        String found = Sizes.of(machine.memory()) + " free of " + Sizes.of(machine.total()) + ", and a heap of at most "
                + Sizes.of(heap) + " for Java";
        if (machine.memory() < MachineCapacity.PER_TRIAL) {
            return CheckResult.attention(
                    "memory",
                    found + "; a trial may need " + Sizes.of(MachineCapacity.PER_TRIAL),
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
}
