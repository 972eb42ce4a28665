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
import org.bakeoff.runner.files.WholeFile;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.progress.Epoch;
import org.bakeoff.runner.progress.Layer;
import org.bakeoff.runner.progress.Progress;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Runs every trial in a JVM of its own, with the options and the classpath of this one. The worker writes its events to
 * its standard output, a line each, and ends when its standard input does, so that it never outlives this process.
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
            Path file = folder.resolve("trial.json");
            WholeFile.write(file, Json.PRETTY.writeValueAsString(trial.toJson()) + "\n");
            Process process = new ProcessBuilder(command(file, encoded)).start();
            try {
                return new Conversation(trial, folder, listener).follow(process);
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            return failed(trial, "its worker process can't be started: " + e.getMessage(), listener);
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

    private static Outcome failed(Trial trial, String failure, Consumer<Progress.OfTrial> listener) {
        listener.accept(new Progress.TrialEnded(trial.name(), failure, 0));
        return Outcome.failed(trial, failure);
    }

    /** What one worker tells. */
    private static final class Conversation {

        private final Trial trial;
        private final Path folder;
        private final Consumer<Progress.OfTrial> listener;
        private final List<Epoch> history = new ArrayList<>();
        private final Deque<String> errors = new ArrayDeque<>();
        private List<Layer> layers = List.of();
        private Progress.@Nullable TrialEnded end;

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
                return failed(trial, "it was interrupted", listener);
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
            Progress.OfTrial event;
            try {
                event = Json.COMPACT.readValue(line, Progress.OfTrial.class);
            } catch (JacksonException e) {
                keep(line);
                return;
            }
            if (event instanceof Progress.TrialStarted started) {
                layers = started.layers();
            } else if (event instanceof Progress.EpochEnded ended) {
                history.add(ended.epoch());
            } else if (event instanceof Progress.TrialEnded ended) {
                end = ended;
                return;
            }
            listener.accept(event);
        }

        private Outcome outcome(int code) throws IOException {
            if (end == null) {
                return failed(trial, "its worker process ended with exit code " + code + lastWords(), listener);
            }
            listener.accept(end);
            if (end.failure() != null) {
                return Outcome.failed(trial, end.failure());
            }
            Path file = folder.resolve("predictions.csv");
            return Outcome.done(
                    trial, new TrialResult(layers, history, PredictionsFile.read(file, trial.seed()), null));
        }

        private String lastWords() {
            synchronized (errors) {
                return errors.isEmpty() ? "" : "; its last words: " + String.join(" | ", errors);
            }
        }
    }
}
