package org.bakeoff.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.HomeFolder;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Sentence;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.training.progress.Progress;

/**
 * Writes the logs of other tools, one for each run of a benchmark. One that can't be written is given up with a message, and
 * training continues.
 */
final class TrialLogs implements Consumer<Progress> {

    private final List<Tool> tools = new ArrayList<>();
    private boolean complete = true;

    /** A tool, and its log of the current run. */
    private static final class Tool {

        private final Function<String, TrialLog> logs;
        private TrialLog log;

        /** Takes what makes a log by the name of a run of a benchmark; empty for an experiment alone. */
        Tool(Function<String, TrialLog> logs) {
            this.logs = logs;
            this.log = logs.apply("");
        }

        void begin(String run) {
            log = logs.apply(run);
        }
    }

    /** Work that writes a log. */
    private interface Writing {
        void to(TrialLog log) throws IOException;
    }

    /**
     * Adds a log.
     *
     * @param option TOOL or TOOL=DIR
     * @param name the name of the experiment or benchmark
     * @param environment the variables, of which {@code HOME} stands for {@code ~} at the start of DIR
     * @return whether there is such a tool
     */
    boolean add(String option, String name, Map<String, String> environment) {
        int equals = option.indexOf('=');
        String tool = equals < 0 ? option : option.substring(0, equals);
        String given = equals < 0 ? "" : option.substring(equals + 1);
        Path named = HomeFolder.expanded(Path.of(given), environment, System.getProperties());
        switch (tool.toLowerCase(Locale.ROOT)) {
            case "tensorboard" -> {
                Path folder = given.isEmpty() ? Path.of("tensorboard", name) : named;
                tools.add(new Tool(run -> new TensorBoardLog(folder, run.isEmpty() ? "" : run + "/")));
            }
            case "mlflow" -> {
                Path store = given.isEmpty() ? Path.of("mlruns") : named;
                tools.add(new Tool(run -> new MlflowLog(store, run.isEmpty() ? name : name + "/" + run)));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void accept(Progress event) {
        if (event instanceof Progress.RunStarted started) {
            tools.forEach(tool -> tool.begin(started.run()));
        } else if (event instanceof Progress.EpochEnded ended) {
            write(log -> log.epoch(ended));
        } else if (event instanceof Progress.TrialEnded ended) {
            write(log -> log.ended(ended.trial(), true));
        } else if (event instanceof Progress.TrialFailed failed) {
            write(log -> log.ended(failed.trial(), false));
        }
    }

    /** Writes the test metrics of the current run. */
    void result(ComparisonResult result) {
        write(log -> log.result(result));
    }

    /** Returns whether everything could be written so far. */
    boolean complete() {
        return complete;
    }

    private void write(Writing writing) {
        tools.removeIf(tool -> {
            try {
                writing.to(tool.log);
                return false;
            } catch (IOException e) {
                complete = false;
                System.err.println(TerminalText.of(Sentence.ended(FileErrors.sentence(e)) + " Its log ends here."));
                return true;
            }
        });
    }
}
