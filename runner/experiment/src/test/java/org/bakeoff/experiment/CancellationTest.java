package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.training.engine.EngineLock;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are interrupted. */
class CancellationTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 60, "test": 20}},
             "models": {"short": {"plugin": "mean"}, "long": {"plugin": "mean", "training": {"epochs": %d}}},
             "training": {"epochs": 1, "batchSize": 16, "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;
    private static final String ENDLESS = SPEC.formatted(1_000_000);

    @TempDir
    Path folder;

    /** A run on a thread of its own, whose end says whether the thread was still interrupted. */
    private record Running(Thread thread, CompletableFuture<Throwable> end, CompletableFuture<Boolean> interrupted) {

        static Running start(Experiment experiment, Consumer<Progress> listener) {
            CompletableFuture<Throwable> end = new CompletableFuture<>();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    experiment.run(listener);
                    end.complete(new AssertionError("it came to its end"));
                } catch (RuntimeException e) {
                    interrupted.complete(Thread.currentThread().isInterrupted());
                    end.complete(e);
                }
            });
            thread.start();
            return new Running(thread, end, interrupted);
        }
    }

    /** The thread isn't interrupted any more then. */
    @Test
    void aCancelledRunEndsThoughItsListenerSwallowsInterrupts() throws Exception {
        CountDownLatch training = new CountDownLatch(3);
        CountDownLatch swallowed = new CountDownLatch(1);
        CompletableFuture<?> running = experiment("run", ENDLESS, 0).runAsync(event -> {
            if (event instanceof Progress.EpochEnded) {
                training.countDown();
                try {
                    Thread.sleep(100);
                } catch (InterruptedException e) {
                    swallowed.countDown();
                }
            }
        });
        training.await();
        running.cancel(true);
        swallowed.await();

        // Its folder is free once it has ended.
        assertThat(folder.resolve("run/run.lock")).satisfies(lock -> {
            for (int waited = 0; Files.exists(lock) && waited < 200; waited++) {
                Thread.sleep(100);
            }
            assertThat(lock).doesNotExist();
        });
    }

    @Test
    void anInterruptEndsATrialInThisProcessAndKeepsWhatIsFinished() throws Exception {
        CountDownLatch training = new CountDownLatch(3);
        Running running = Running.start(experiment("run", ENDLESS, 0), event -> {
            if (event instanceof Progress.EpochEnded) {
                training.countDown();
            }
        });
        training.await();
        running.thread().interrupt();

        assertThat(running.end().get())
                .isInstanceOf(CancellationException.class)
                .hasMessage("the experiment was interrupted");
        assertThat(running.interrupted().get()).isTrue();
        assertThat(folder.resolve("run/trials/short-1/result.json")).exists();
        assertThat(folder.resolve("run/trials/long-1/result.json")).doesNotExist();
        assertThat(folder.resolve("run/comparison.json")).doesNotExist();
        try (TrainedRun run = TrainedRun.open(folder.resolve("run"))) {
            assertThat(run.model("short").predict("w1 w2").probability()).isBetween(0.5, 1.0);
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> run.model("long"))
                    .returns(ErrorCode.MODEL_MISSING, BakeoffException::code);
        }
    }

    @Test
    void anInterruptIsHeardWithinAnEpoch() throws Exception {
        String spec = SPEC.formatted(1)
                .replace("\"train\": 60", "\"train\": 100000")
                .replace("\"batchSize\": 16", "\"batchSize\": 1, \"validation\": 0");
        CountDownLatch training = new CountDownLatch(1);
        AtomicBoolean epoch = new AtomicBoolean();
        Running running = Running.start(experiment("run", spec, 0), event -> {
            if (event instanceof Progress.BatchTrained) {
                training.countDown();
            } else if (event instanceof Progress.EpochEnded) {
                epoch.set(true);
            }
        });
        training.await();
        running.thread().interrupt();

        assertThat(running.end().get()).isInstanceOf(CancellationException.class);
        assertThat(epoch).isFalse();
    }

    @Test
    void anInterruptEndsTheWaitForAnotherRunsTrial() throws Exception {
        CountDownLatch training = new CountDownLatch(1);
        Running first = Running.start(
                experiment("first", ENDLESS.replace("\"short\": {\"plugin\": \"mean\"}, ", ""), 0), event -> {
                    if (event instanceof Progress.EpochEnded) {
                        training.countDown();
                    }
                });
        training.await();
        CountDownLatch planned = new CountDownLatch(1);
        Running second = Running.start(experiment("second", ENDLESS, 0), event -> {
            if (event instanceof Progress.TrialsPlanned) {
                planned.countDown();
            }
        });
        planned.await();
        second.thread().interrupt();

        assertThat(second.end().get()).isInstanceOf(CancellationException.class);
        assertThat(first.end()).isNotDone();
        first.thread().interrupt();
        assertThat(first.end().get()).isInstanceOf(CancellationException.class);
    }

    /** A trial of another experiment in this process may take hours, and nothing is to be computed or freed here. */
    @Test
    void whatAsksNoModelDoesNotWaitForAnotherRunsTrial() throws Exception {
        Experiment finished = experiment("run", SPEC.formatted(1), 0);
        finished.run();
        EngineLock turn = EngineLock.take();
        try {
            assertThat(finished.runAsync(event -> {}).get(1, TimeUnit.MINUTES).complete())
                    .isTrue();
            CompletableFuture.runAsync(
                            () -> TrainedRun.open(folder.resolve("run")).close())
                    .get(1, TimeUnit.MINUTES);
        } finally {
            turn.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DataReady", "TrialsPlanned", "TrialEnded", "Comparing"})
    void anInterruptEndsARunAtEveryEvent(String name) throws Exception {
        Running running = Running.start(experiment("run", SPEC.formatted(1), 0), event -> {
            if (event.getClass().getSimpleName().equals(name)) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(running.end().get()).isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("run/comparison.json")).doesNotExist();
    }

    /** Its training is over, and there may be no checkpoint of that. */
    @Test
    void aTrialWhosePredictionsAreThereIsWrittenInSpiteOfAnInterrupt() throws Exception {
        Running running = Running.start(experiment("run", SPEC.formatted(1), 0), event -> {
            if (event instanceof Progress.Predicting predicting && predicting.done() == 20) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(running.end().get()).isInstanceOf(CancellationException.class);
        assertThat(folder.resolve("run/trials/short-1/result.json")).exists();
        assertThat(folder.resolve("run/trials/long-1")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatAListenerThrowsEndsTheRunAndReachesTheCaller(int workers) {
        IllegalArgumentException own = new IllegalArgumentException("the window was closed");
        Experiment experiment = experiment("run", ENDLESS, workers);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> experiment.run(throwing(
                        own,
                        event -> event instanceof Progress.EpochEnded ended
                                && ended.trial().equals("long-1"))))
                .isSameAs(own);
        assertThat(folder.resolve("run/trials/long-1/checkpoint/state.safetensors"))
                .exists();
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(child -> child.info().command().orElse("").endsWith("java"))
                        .filter(ProcessHandle::isAlive))
                .allSatisfy(child -> child.onExit().get());
    }

    /** An assertion of an application's test is an Error. */
    @Test
    void anErrorOfAListenerEndsTheRunAndReachesTheCaller() {
        reachesTheCaller(new AssertionError("expected: 2"));
    }

    /** In Kotlin and Scala nothing says that a listener throws it. */
    @Test
    void aCheckedExceptionOfAListenerEndsTheRunAndReachesTheCaller() {
        reachesTheCaller(new IOException("disk full"));
    }

    private void reachesTheCaller(Throwable own) {
        Experiment experiment = experiment("run", ENDLESS, 0);
        assertThatThrownBy(() -> experiment.run(event -> {
                    if (event instanceof Progress.EpochEnded) {
                        throw CancellationTest.<RuntimeException>unchecked(own);
                    }
                }))
                .isSameAs(own);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void aListenerThatThrowsBeforeTheDataIsThereLeavesNothing() {
        IllegalArgumentException own = new IllegalArgumentException("enough");
        Experiment experiment = experiment("run", ENDLESS, 0);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> experiment.run(throwing(own, event -> event instanceof Progress.Encoding)))
                .isSameAs(own);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    private static Consumer<Progress> throwing(RuntimeException failure, Predicate<Progress> when) {
        return event -> {
            if (when.test(event)) {
                throw failure;
            }
        };
    }

    private Experiment experiment(String name, String spec, int workers) {
        return Experiment.builder()
                .spec(spec)
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"))
                .workers(workers)
                .build();
    }
}
