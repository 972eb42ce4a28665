package org.bakeoff.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.bakeoff.io.HomeFolder;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Sentence;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.training.progress.Progress;

/** Writes the logs of other tools. One that can't be written is given up with a message, and training continues. */
final class TrialLogs implements Consumer<Progress> {

    private final List<TrialLog> logs = new ArrayList<>();
    private boolean incomplete;

    /** Work that writes a log. */
    private interface Writing {
        void to(TrialLog log) throws IOException;
    }

    /**
     * Adds a log.
     *
     * @param option TOOL or TOOL=DIR
     * @param name the experiment's name
     * @param environment the variables, of which {@code HOME} stands for {@code ~} at the start of DIR
     * @return whether there is such a tool
     */
    boolean add(String option, String name, Map<String, String> environment) {
        int equals = option.indexOf('=');
        String tool = equals < 0 ? option : option.substring(0, equals);
        String given = equals < 0 ? "" : option.substring(equals + 1);
        Path folder = HomeFolder.expanded(Path.of(given), environment, System.getProperties());
        switch (tool.toLowerCase(Locale.ROOT)) {
            case "tensorboard" -> logs.add(new TensorBoardLog(given.isEmpty() ? Path.of("tensorboard", name) : folder));
            case "mlflow" -> logs.add(new MlflowLog(given.isEmpty() ? Path.of("mlruns") : folder, name));
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void accept(Progress event) {
        if (event instanceof Progress.EpochEnded ended) {
            write(log -> log.epoch(ended));
        } else if (event instanceof Progress.TrialEnded ended) {
            write(log -> log.ended(ended.trial(), true));
        } else if (event instanceof Progress.TrialFailed failed) {
            write(log -> log.ended(failed.trial(), false));
        }
    }

    /** Writes the test metrics, and returns whether everything could be written. */
    boolean end(ComparisonResult result) {
        write(log -> log.result(result));
        return !incomplete;
    }

    private void write(Writing writing) {
        logs.removeIf(log -> {
            try {
                writing.to(log);
                return false;
            } catch (IOException e) {
                incomplete = true;
                System.err.println(
                        TerminalText.of(Sentence.ended(String.valueOf(e.getMessage())) + " Its log ends here."));
                return true;
            }
        });
    }
}
