package org.bakeoff.runner.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.progress.Progress;
import tools.jackson.core.JacksonException;

/**
 * Runs every trial in a JVM of its own, with the options and the classpath of this one. The worker writes its events to
 * its standard output, a line each, and how it ended into the trial's folder. It ends when its standard input does, so
 * that it never outlives this process.
 */
final class WorkerProcess implements TrialExecutor {

    private static final int LINES_KEPT = 20;

    /** What this process may have set for itself, so that it isn't among its options: where DJL unpacks its natives. */
    private static final List<String> OWN_PROPERTIES = List.of("DJL_CACHE_DIR", "ENGINE_CACHE_DIR", "ai.djl.offline");

    private final Class<?> main;

    /**
     * Prepares to start workers.
     *
     * @param main has a main method that takes a {@code trial.json} and the encoded data
     */
    WorkerProcess(Class<?> main) {
        this.main = main;
    }

    @Override
    public Outcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        try {
            Files.createDirectories(folder);
            TrialFolder.write(folder, trial);
            Process process = new ProcessBuilder(command(folder.resolve("trial.json"), encoded)).start();
            try {
                return new Conversation(trial, folder, listener).follow(process);
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            return Outcome.failed(trial, "its worker process can't be followed: " + e.getMessage());
        }
    }

    private List<String> command(Path file, Path encoded) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agentlib:") && !option.startsWith("-javaagent:"))
                .forEach(command::add);
        OWN_PROPERTIES.stream()
                .filter(name -> System.getProperty(name) != null)
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.add(file.toString());
        command.add(encoded.toString());
        return command;
    }

    /** What one worker tells. */
    private static final class Conversation {

        private final Trial trial;
        private final Path folder;
        private final Consumer<Progress.OfTrial> listener;
        private final Deque<String> errors = new ArrayDeque<>();

        Conversation(Trial trial, Path folder, Consumer<Progress.OfTrial> listener) {
            this.trial = trial;
            this.folder = folder;
            this.listener = listener;
        }

        Outcome follow(Process process) throws IOException {
            Thread drain = new Thread(
                    () -> process.errorReader(StandardCharsets.UTF_8).lines().forEach(this::keep));
            drain.setDaemon(true);
            drain.start();
            try (BufferedReader events = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = events.readLine(); line != null; line = events.readLine()) {
                    hear(line);
                }
                int code = process.waitFor();
                drain.join(1000);
                return outcome(code);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Outcome.failed(trial, "it was interrupted");
            }
        }

        private void keep(String line) {
            synchronized (errors) {
                errors.add(line);
                if (errors.size() > LINES_KEPT) {
                    errors.remove();
                }
            }
        }

        private void hear(String line) {
            try {
                listener.accept(Json.COMPACT.readValue(line, Progress.OfTrial.class));
            } catch (JacksonException e) {
                keep(line);
            }
        }

        private Outcome outcome(int code) throws IOException {
            if (TrialFolder.ended(folder)) {
                return TrialFolder.read(folder, trial);
            }
            Outcome outcome = Outcome.failed(trial, "its worker process ended with exit code " + code + lastWords());
            TrialFolder.write(folder, outcome);
            return outcome;
        }

        private String lastWords() {
            synchronized (errors) {
                return errors.isEmpty() ? "" : "; its last words: " + String.join(" | ", errors);
            }
        }
    }
}
