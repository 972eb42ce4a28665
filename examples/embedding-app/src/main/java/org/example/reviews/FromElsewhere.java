package org.example.reviews;

import java.nio.file.Path;
import java.util.List;
import org.bakeoff.experiment.PredictionComparison;
import org.bakeoff.statistics.ComparisonResult;

/** Compares models that were trained in other tools by their predictions. */
final class FromElsewhere {

    private FromElsewhere() {}

    /** Compares two seeds of one model with another model, on the test set of the folder. */
    static ComparisonResult compare(Path folder) {
        return PredictionComparison.of(folder.resolve("test.csv"))
                .model("bert", List.of(folder.resolve("bert-1.csv"), folder.resolve("bert-2.csv")))
                .baseline("svm", List.of(folder.resolve("svm.csv")))
                .run();
    }
}
