package org.bakeoff.experiment;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.bakeoff.spec.Training.EarlyStopping;
import org.jspecify.annotations.Nullable;

/** Rejects early stopping with too few validation examples, if their number is a fraction of the data. */
final class EarlyStoppingCheck {

    private EarlyStoppingCheck() {}

    /**
     * Checks all models' trainings.
     *
     * @param validation the size of the validation set
     * @throws SpecException if a training has too few for early stopping
     */
    static void check(Spec spec, int validation) {
        EarlyStopping common = spec.training().earlyStopping();
        List<SpecFault> faults = spec.models().stream()
                .flatMap(model -> fault(model, common, validation))
                .distinct()
                .toList();
        if (!faults.isEmpty()) {
            throw new SpecException(spec.name(), faults);
        }
    }

    private static Stream<SpecFault> fault(Spec.Model model, @Nullable EarlyStopping common, int validation) {
        EarlyStopping stopping = model.training().earlyStopping();
        String refusal = stopping == null ? null : stopping.refusal(validation);
        String pointer = Objects.equals(stopping, common)
                ? "/training/earlyStopping"
                : "/models/" + model.name() + "/training/earlyStopping";
        return refusal == null ? Stream.empty() : Stream.of(new SpecFault(pointer, refusal));
    }
}
