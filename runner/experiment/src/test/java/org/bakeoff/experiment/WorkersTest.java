package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunProgress;
import org.bakeoff.report.run.TrialProgress;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials in worker processes: real ones, which are counted, killed and interrupted. */
class WorkersTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 60, "test": 20, "classes": 3}},
             "models": {"a": {"plugin": "average", "config": {"dropout": 0.4}}, "m": {"plugin": "mean"}%s},
             "training": {"epochs": %d, "batchSize": 16, "seeds": [5, 2, 9], "validation": 12, "threads": 1,
                          "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void oneProcessRunsAllTrialsWithTheSameBytesAsThisOne() throws IOException {
        String spec = SPEC.formatted("", 3).replace("[5, 2, 9]", "[5, 2]");
        TestRun here = TestRun.of(folder.resolve("here"), spec);
        Set<Long> workers = new HashSet<>();
        run("there", spec, 1, event -> workers().forEach(worker -> workers.add(worker.pid())));

        assertThat(workers).hasSize(1);
        assertSameBytes(here, List.of("a-5", "m-5", "a-2", "m-2"));
        assertThat(workers()).isEmpty();
    }

    @Test
    void aTrialThatFailedHasItsSecondAttemptInAFreshProcess() throws IOException {
        Set<Long> workers = new HashSet<>();
        String flaky =
                ", \"reading\": {\"plugin\": \"odd\", \"config\": {\"fault\": \"input\"}}, \"flaky\": {\"plugin\": \"odd\", \"config\": {\"fault\": \"once\", \"file\": \"%s\"}}"
                        .formatted(folder.resolve("mark"));
        String spec = SPEC.formatted(flaky, 1).replace("[5, 2, 9]", "[5]");
        List<String> flakyEvents = new ArrayList<>();
        ComparisonResult result = run("run", spec, 1, event -> {
            workers().forEach(worker -> workers.add(worker.pid()));
            if (event instanceof Progress.OfTrial ofTrial
                    && ofTrial.trial().equals("flaky-5")
                    && !(event instanceof Progress.BatchTrained)) {
                flakyEvents.add(event.getClass().getSimpleName());
            }
        });

        assertThat(workers).hasSize(2);
        assertThat(flakyEvents)
                .containsExactly(
                        "TrialStarted", "TrialRetried", "TrialStarted", "EpochEnded", "Predicting", "TrialEnded");
        assertThat(result.complete()).isTrue();
    }

    @Tag("endurance")
    @Test
    void aWorkerThatIsKilledTakesOnlyItsTrialAlong() throws IOException {
        // Both trials wait in their fourth epoch, until there is a third worker: whichever is killed is at one of them.
        Path mark = folder.resolve("mark");
        String waiting = "{\"plugin\": \"odd\", \"config\": {\"fault\": \"wait\", \"file\": \"%s\"}}".formatted(mark);
        String spec = SPEC.formatted("", 6)
                .replace("{\"plugin\": \"average\", \"config\": {\"dropout\": 0.4}}", waiting)
                .replace("{\"plugin\": \"mean\"}", waiting)
                .replace("[5, 2, 9]", "[5]");
        TestRun here = TestRun.of(folder.resolve("here"), spec);
        Files.createFile(mark);
        Set<String> training = new HashSet<>();
        Set<String> retried = new HashSet<>();
        Set<Long> workers = new HashSet<>();
        AtomicBoolean killed = new AtomicBoolean();
        Set<String> reasons = new HashSet<>();
        ComparisonResult result = run("there", spec, 2, event -> {
            workers().forEach(worker -> workers.add(worker.pid()));
            RunProgress.read(new RunDirectory(folder.resolve("there"))).trials().stream()
                    .filter(trial -> trial.status() == TrialProgress.Status.TRAINING)
                    .map(TrialProgress::reason)
                    .forEach(reasons::add);
            if (workers.size() == 3) {
                delete(mark);
            }
            if (event instanceof Progress.EpochEnded ended
                    && training.add(ended.trial())
                    && training.size() == 2
                    && killed.compareAndSet(false, true)) {
                workers().get(0).destroyForcibly();
            } else if (event instanceof Progress.TrialRetried again) {
                assertThat(again.failure())
                        .startsWith(
                                "its worker process ended with exit code 137: it was killed, as Linux does when memory"
                                        + " runs out. If that was so, use fewer --workers");
                retried.add(again.trial());
            }
        });

        assertThat(retried).hasSize(1);
        assertThat(reasons).as("the files report it").anyMatch(reason -> reason.contains("exit code 137"));
        assertThat(folder.resolve("there/trials"))
                .isDirectoryNotContaining(trial -> Files.exists(trial.resolve("retried.json")));
        assertThat(workers).hasSize(3);
        assertThat(result.complete()).isTrue();
        assertSameBytes(here, List.of("a-5", "m-5"));
    }

    @Test
    void anInterruptEndsTheWorkers() throws Exception {
        CountDownLatch training = new CountDownLatch(2);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread runner = new Thread(() -> {
            try {
                run("run", SPEC.formatted("", 1_000_000), 2, event -> {
                    if (event instanceof Progress.TrialStarted) {
                        training.countDown();
                    }
                });
                end.complete(new AssertionError("it came to an end"));
            } catch (IOException | RuntimeException e) {
                end.complete(e);
            }
        });
        runner.start();
        training.await();
        List<ProcessHandle> workers = workers();
        assertThat(workers).hasSize(2);
        runner.interrupt();

        assertThat(end.get()).isInstanceOf(CancellationException.class);
        for (ProcessHandle worker : workers) {
            worker.onExit().get();
        }
        assertThat(workers()).isEmpty();
    }

    @Test
    void trialsThatTakeAllCoresRunInThisProcess() throws IOException {
        String spec = SPEC.formatted("", 1).replace("[5, 2, 9]", "[5]");
        TestRun run = TestRun.of(folder.resolve("run"), spec);
        assertThat(run.events()).contains(new Progress.TrialsPlanned(2, 0));

        int cores = Runtime.getRuntime().availableProcessors();
        String single = spec.replace("\"threads\": 1", "\"threads\": " + cores);
        List<Progress> events = new ArrayList<>();
        Experiment.builder()
                .spec(single)
                .out(folder.resolve("fits"))
                .cache(folder.resolve("cache"))
                .workersThatFit()
                .build()
                .run(events::add);
        // A trial that takes all cores leaves none for another, and runs in this process.
        assertThat(events).contains(new Progress.TrialsPlanned(2, 0));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ComparisonResult run(String name, String spec, int workers, Consumer<Progress> listener)
            throws IOException {
        return Experiment.builder()
                .spec(spec)
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"))
                .workers(workers)
                .build()
                .run(listener);
    }

    private void assertSameBytes(TestRun here, List<String> trials) throws IOException {
        for (String trial : trials) {
            for (String file : List.of("predictions.csv", "model/weights.safetensors", "trial.json", "result.json")) {
                assertThat(folder.resolve("there/trials").resolve(trial).resolve(file))
                        .as(trial)
                        .hasSameBinaryContentAs(here.file(trial, file));
            }
        }
    }

    /** The JVMs that this process has started; the system cuts command lines off before the main class. */
    private static List<ProcessHandle> workers() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .toList();
    }
}
