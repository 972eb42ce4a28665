package org.bakeoff.experiment;

import java.nio.file.Path;
import java.util.Locale;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.spec.Spec;

/** Limits how many models are compared where no spec does. */
final class ComparedModels {

    private ComparedModels() {}

    /**
     * Checks a number of models.
     *
     * @param place what there are too many with
     * @throws BakeoffException if there are more than a spec may have
     */
    static void checkCount(int models, Path place) {
        if (models > Spec.MOST_MODELS) {
            throw new BakeoffException(
                    ErrorCode.RUNS_NOT_COMPARABLE,
                    ErrorLocation.of(place),
                    String.format(
                            Locale.ROOT,
                            "there are %,d models, of which every two would be compared, %,d pairs",
                            models,
                            models * (models - 1L) / 2),
                    "Compare at most " + Spec.MOST_MODELS + " at once.");
        }
    }
}
