package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that a signal ends. */
class InterruptTest {

    @TempDir
    static Path cache;

    @TempDir
    Path folder;

    @BeforeEach
    void spec() throws IOException {
        TinySpec.write(folder);
    }

    @Tag("endurance")
    @Test
    void theEndOfTheTerminalIsAnInterrupt() throws Exception {
        anInterruptEndsTheRunAtOnceAndLeavesNoProcess("2", "HUP");
    }

    @ParameterizedTest
    @CsvSource({"0, INT", "2, INT"})
    void anInterruptEndsTheRunAtOnceAndLeavesNoProcess(String workers, String signal) throws Exception {
        Ran.Running running = endless(workers, "words-1  epoch ");
        running.await(() -> running.process().descendants().count() == Integer.parseInt(workers));
        List<ProcessHandle> processes = running.process().descendants().toList();
        // As a terminal does on Ctrl-C; in the order that is most likely to let a worker's end pass for a failure.
        List<ProcessHandle> all = new ArrayList<>(processes);
        all.add(running.process().toHandle());
        Ran.signal(signal, all.stream());
        Ran ran = running.end();

        assertThat(ran.code()).isEqualTo(130);
        assertThat(folder.resolve("r/trials/words-1/checkpoint/state.safetensors"))
                .exists();
        assertThat(ran.err())
                .contains("Interrupted; writing checkpoints.", "the same command resumes the run.")
                .doesNotContain("Exception", "FAILED", "failed", "retrying");
        assertThat(ran.out()).isEmpty();
        assertThat(folder.resolve("r/trials/words-1/history.jsonl")).exists();
        for (ProcessHandle worker : processes) {
            worker.onExit().get();
        }
    }

    /** As one does that tries again what it waits for. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "2"})
    void aPluginThatSwallowsInterruptsKeepsNoRunFromEnding(String workers) throws Exception {
        drowsy();
        Ran.assumeInterrupts();
        List<String> command = List.of(
                "run",
                "tiny.json",
                "--out",
                "r",
                "--workers",
                workers,
                "--plugins",
                "mine",
                "--set",
                "/models={\"words\": {\"plugin\": \"drowsy\"}, \"other\": {\"plugin\": \"drowsy\"}}",
                "--set",
                "/training={\"epochs\": 1000000}");
        // A checkpoint is written at the end alone.
        List<String> options = List.of("-Dbakeoff.checkpointSeconds=3600");
        Ran.Running running = Ran.start(folder, Ran.environment(cache), Ran.bakeoff(options, command));
        running.awaitWords("words-1  epoch ");
        Ran.signal("TERM", Stream.of(running.process().toHandle()));
        Ran ran = running.end();

        assertThat(ran.code()).isEqualTo(130);
        assertThat(ran.err()).contains("the same command resumes the run.").doesNotContain("FAILED", "Exception");
        assertThat(folder.resolve("r/trials/words-1/checkpoint/state.safetensors"))
                .exists();
    }

    /** Makes the jar of a model that sleeps in training, whoever interrupts it, in the folder "mine". */
    private void drowsy() throws IOException {
        CompiledPlugin.jar(folder, "org.bakeoff.api.ModelProvider", "Drowsy", """
                import ai.djl.ndarray.NDList;
                import ai.djl.nn.*;
                import ai.djl.nn.core.Linear;
                import org.bakeoff.api.*;

                public class Drowsy implements ModelProvider<Drowsy.None> {
                    public record None() {}

                    public String name() {
                        return "drowsy";
                    }

                    public String description() {
                        return "";
                    }

                    public None defaults() {
                        return new None();
                    }

                    public Block create(None config, DatasetInfo data) {
                        return new SequentialBlock()
                                .add(ids -> {
                                    for (long end = System.nanoTime() + 300_000_000; System.nanoTime() < end; ) {
                                        try {
                                            Thread.sleep(100);
                                        } catch (InterruptedException e) {
                                            // It sleeps on.
                                        }
                                    }
                                    return new NDList(ids.singletonOrThrow().oneHot(data.vocabularySize()).mean(new int[] {1}));
                                })
                                .add(Linear.builder().setUnits(data.outputs()).build());
                    }
                }
                """);
    }

    @Test
    void aSecondInterruptEndsTheRunAtOnce() throws Exception {
        Ran.Running running = endless("2", "  epoch ");
        // Workers that don't answer are what a run waits for.
        List<ProcessHandle> workers = running.process().descendants().toList();
        Ran.signal("STOP", workers.stream());
        Ran.signal("INT", Stream.of(running.process().toHandle()));
        running.awaitWords("Once more ends it at once.");
        Ran.signal("INT", Stream.of(running.process().toHandle()));
        Ran ran = running.end();
        // It would have killed them if it had waited for them in vain.
        assertThat(workers).allMatch(ProcessHandle::isAlive);
        Ran.signal("KILL", workers.stream());

        assertThat(ran.code()).isEqualTo(130);
        assertThat(ran.err()).contains("Once more ends it at once.").doesNotContain("Exception");
    }

    /** As a pager that waits for a key, or a terminal after Ctrl-S: the pipe is full, and Java can't end a write to it. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "2"})
    void anInterruptEndsARunWhoseOutputNobodyReads(String workers) throws Exception {
        Ran.assumeInterrupts();
        List<String> command = List.of(
                "run",
                "tiny.json",
                "--out",
                "r",
                "--json",
                "--workers",
                workers,
                "--set",
                "/training={\"epochs\": 1000000}");
        ProcessBuilder builder = new ProcessBuilder(Ran.bakeoff(List.of(), command))
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Ran.environment(cache));
        Process process = builder.start();
        try {
            awaitStandstill(process, folder.resolve("r/trials/words-1/history.jsonl"));
            Ran.signal("TERM", Stream.of(process.toHandle()));

            assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(folder.resolve("r/trials/words-1/checkpoint/state.safetensors"))
                    .exists();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void awaitStandstill(Process process, Path file) throws IOException, InterruptedException {
        long before = -1;
        for (long size = 0; size == 0 || size != before; size = Files.exists(file) ? Files.size(file) : 0) {
            assertThat(process.waitFor(1, TimeUnit.SECONDS)).as("it runs on").isFalse();
            before = size;
        }
    }

    /** A run that is interrupted or never ends, as soon as it has said something. */
    private Ran.Running endless(String workers, String said) throws IOException, InterruptedException {
        Ran.assumeInterrupts();
        List<String> command = List.of(
                "run", "tiny.json", "--out", "r", "--workers", workers, "--set", "/training={\"epochs\": 1000000}");
        Ran.Running running = Ran.start(folder, Ran.environment(cache), Ran.bakeoff(List.of(), command));
        running.awaitWords(said);
        return running;
    }
}
