package org.bakeoff.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The spec of two small models, on data that is made at once. */
final class TinySpec {

    private TinySpec() {}

    /** Writes it into a folder as tiny.json. */
    static Path write(Path folder) throws IOException {
        return Files.writeString(folder.resolve("tiny.json"), """
                // A comment, and a comma too many.
                {"dataset": {"plugin": "synthetic",
                             "config": {"train": 60, "test": 40, "distance": 1, "length": 30}},
                 "models": {"words": {"plugin": "bagofwords"},
                            "rnn": {"plugin": "simplernn", "config": {"embedding": 4, "hiddenUnits": [4], "dropout": 0.2}}},
                 "training": {"epochs": 2, "threads": 1,
                              "earlyStopping": {"patience": 2, "smallValidation": true}},}
                """);
    }
}
