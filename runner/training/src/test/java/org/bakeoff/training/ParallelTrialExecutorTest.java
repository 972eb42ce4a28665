package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.bakeoff.plugins.PluginModule;
import org.bakeoff.plugins.PluginPath;
import org.bakeoff.spec.SpecModule;
import org.bakeoff.spec.SpecReader;
import org.junit.jupiter.api.Test;

/** Trials that run at once. */
class ParallelTrialExecutorTest {

    private static Trial trial() {
        return new Trial(
                Guice.createInjector(new PluginModule(new PluginPath(List.of())), new SpecModule())
                        .getInstance(SpecReader.class)
                        .read(
                                "{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"one\": {\"plugin\": \"mean\"}}}",
                                List.of())
                        .models()
                        .get(0),
                1,
                "cpu");
    }

    /** Commands say in a sentence that memory or threads ran out, wherever that was. */
    @Test
    void anErrorReachesTheCallerAsItIs() {
        OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
        ParallelTrialExecutor executor = new ParallelTrialExecutor(
                (one, folder, encoded, listener) -> {
                    throw error;
                },
                2);

        assertThatThrownBy(() -> executor.run(List.of(trial()), Path.of("."), one -> Path.of("."), event -> {}))
                .isSameAs(error);
    }

    /** The interrupt and the trial's end come too close together for the calling thread to wake between them. */
    @Test
    void anInterruptDuringTheLastTrialCancelsHoweverSoonTheTrialEnds() {
        Trial trial = trial();
        Thread caller = Thread.currentThread();
        ParallelTrialExecutor executor = new ParallelTrialExecutor(
                (one, folder, encoded, listener) -> {
                    while (caller.getState() != Thread.State.WAITING) {
                        Thread.onSpinWait();
                    }
                    caller.interrupt();
                    return new TrialOutcome.Failed(one, "it was too late");
                },
                1);
        for (int round = 0; round < 200; round++) {
            try {
                assertThatExceptionOfType(CancellationException.class)
                        .isThrownBy(() -> executor.run(List.of(trial), Path.of("."), one -> Path.of("."), event -> {}));
            } finally {
                Thread.interrupted();
            }
        }
    }
}
