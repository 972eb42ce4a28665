package org.bakeoff.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.training.progress.Progress;

/** An application that runs experiments for long, and says on standard output what it holds after each epoch or each of them. */
final class LongLife {

    private static final String SPEC = """
            {"dataset": {"plugin": "synthetic", "config": {"train": 320, "test": 64, "length": 60}},
             "models": {
               "lstm": {"plugin": "lstm", "config": {"embedding": 16, "hiddenUnits": [32], "dropout": 0.2}},
               "rnn": {"plugin": "simplernn", "config": {"embedding": 16, "hiddenUnits": [32, 32]}},
               "words": {"plugin": "bagofwords"}},
             "training": {"epochs": %d, "batchSize": 32, "validation": 64, "device": "cpu", "threads": 1}}
            """;

    private LongLife() {}

    /** Takes the folder that it works in, then {@code epochs} or {@code experiments}, and how many. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int count = Integer.parseInt(arguments[2]);
        if (arguments[1].equals("epochs")) {
            run(folder, 0, count, true);
        } else {
            for (int number = 0; number < count; number++) {
                run(folder, number, 2, false);
                System.out.println(Usage.now().line());
            }
        }
    }

    private static void run(Path folder, int number, int epochs, boolean each) throws IOException {
        Experiment.builder()
                .spec(SPEC.formatted(epochs))
                .out(folder.resolve("run" + number))
                .cache(folder.resolve("cache"))
                .build()
                .run(event -> {
                    if (each && event instanceof Progress.EpochEnded) {
                        System.out.println(Usage.now().line());
                    }
                });
    }
}
