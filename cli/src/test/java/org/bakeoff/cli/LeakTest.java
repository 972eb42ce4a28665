package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that goes on and on holds: no more at the end than when it had warmed up. */
@Tag("endurance")
class LeakTest {

    private static final int EPOCHS = 50;
    private static final int EXPERIMENTS = 20;

    @TempDir
    Path folder;

    @BeforeEach
    void usageIsKnown() {
        assumeThat(Usage.known()).as("this system has /proc").isTrue();
    }

    @Test
    void fiftyEpochsHoldNoMoreThanFive() throws Exception {
        List<Usage> usages = usages("epochs", EPOCHS);

        assertThat(usages).hasSize(3 * EPOCHS);
        for (int model = 0; model < 3; model++) {
            doesNotGrow(usages.subList(model * EPOCHS, (model + 1) * EPOCHS));
        }
    }

    @Test
    void twentyExperimentsHoldNoMoreThanTwo() throws Exception {
        List<Usage> usages = usages("experiments", EXPERIMENTS);

        assertThat(usages).hasSize(EXPERIMENTS);
        assertThat(usages).extracting(Usage::arrays).containsOnly(0L);
        assertThat(usages).extracting(Usage::managers).containsOnly(0L);
        doesNotGrow(usages);
    }

    private static void doesNotGrow(List<Usage> usages) {
        List<Usage> warm = usages.subList(usages.size() / 10 - 1, usages.size());
        int middle = warm.size() / 2;
        for (ToLongFunction<Usage> count :
                List.<ToLongFunction<Usage>>of(Usage::files, Usage::threads, Usage::arrays, Usage::managers)) {
            // For a moment a file may be open, or a thread be over; what is held stays.
            assertThat(warm.subList(middle, warm.size()).stream().mapToLong(count))
                    .as(warm::toString)
                    .anyMatch(later -> later <= median(count, warm.subList(0, middle)));
        }
        assertThat(resident(warm.get(warm.size() - 1))).as(warm::toString).isLessThan(1.02 * resident(warm.get(0)));
    }

    private static double resident(Usage usage) {
        return usage.resident() - usage.code();
    }

    private static long median(ToLongFunction<Usage> count, List<Usage> usages) {
        return usages.stream().mapToLong(count).sorted().toArray()[usages.size() / 2];
    }

    private List<Usage> usages(String of, int count) throws Exception {
        // A heap that is all there from the start, so that no more of it is in use for being collected late; no threads
        // that the JVM adds for compiling when the machine is busy; and its warnings elsewhere than among the figures.
        List<String> command = new ArrayList<>(Ran.java(
                List.of(
                        "-Xmx256m",
                        "-Xms256m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:-UseDynamicNumberOfCompilerThreads",
                        "-Xlog:disable",
                        "-Xlog:all=warning:stderr"),
                LongLife.class,
                List.of(folder.toString(), of, Integer.toString(count))));
        Ran ran = Ran.start(
                        folder,
                        Map.of("GOMP_SPINCOUNT", "10000", "GLIBC_TUNABLES", "glibc.malloc.arena_max=1"),
                        command)
                .end();
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran.out().lines().map(Usage::parse).toList();
    }
}
