package org.bakeoff.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.runner.compare.ComparisonResult;
import org.bakeoff.runner.compare.ModelResult;
import org.bakeoff.runner.report.RunDirectory;
import org.bakeoff.runner.spec.Spec;
import org.bakeoff.runner.spec.SpecReader;
import org.bakeoff.runner.trial.Outcome;
import org.bakeoff.runner.trial.TrialFolder;

/**
 * A run that is over, as its run directory tells.
 *
 * @param directory its run directory
 * @param spec its spec, resolved against the plugins that there are
 * @param result its result
 */
record FinishedRun(RunDirectory directory, Spec spec, ComparisonResult result) {

    static FinishedRun read(Path folder, SpecReader specs) throws IOException {
        RunDirectory directory = new RunDirectory(folder);
        ComparisonResult result = directory.result();
        return new FinishedRun(directory, specs.read(directory.path().resolve("spec.json"), List.of()), result);
    }

    /** How a model's trials ended, in the order of their seeds. */
    List<Outcome> outcomes(ModelResult model, TrialFolder folders) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (ModelResult.Trial trial : model.trials()) {
            outcomes.add(folders.read(directory.trials().resolve(model.name() + "-" + trial.seed())));
        }
        return outcomes;
    }

    /** Whether both runs give their models the same token ids. */
    boolean encodesAs(FinishedRun other) {
        return spec.toJson().path("dataset").equals(other.spec.toJson().path("dataset"));
    }
}
