package org.bakeoff.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Supplier;
import org.bakeoff.api.Evaluator;
import org.bakeoff.testkit.EvaluatorContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every evaluator keeps the contract. */
class EvaluatorContractsTest {

    @Test
    void noneIsLeftOut() {
        assertThat(Arrays.stream(getClass().getDeclaredClasses())
                        .filter(type -> type.isAnnotationPresent(Nested.class)))
                .hasSameSizeAs(Found.all());
    }

    abstract static class Contract<C extends Record> extends EvaluatorContract<C> {

        private final Supplier<Evaluator<C>> plugin;

        Contract(Supplier<Evaluator<C>> plugin) {
            this.plugin = plugin;
        }

        @Override
        protected Evaluator<C> plugin() {
            return plugin.get();
        }
    }

    @Nested
    class AccuracyIs extends Contract<EmptyConfig> {
        AccuracyIs() {
            super(Accuracy::new);
        }
    }

    @Nested
    class PrecisionIs extends Contract<AverageConfig> {
        PrecisionIs() {
            super(Precision::new);
        }
    }

    @Nested
    class RecallIs extends Contract<AverageConfig> {
        RecallIs() {
            super(Recall::new);
        }
    }

    @Nested
    class F1Is extends Contract<AverageConfig> {
        F1Is() {
            super(F1::new);
        }
    }

    @Nested
    class MccIs extends Contract<EmptyConfig> {
        MccIs() {
            super(Mcc::new);
        }
    }

    @Nested
    class RocAucIs extends Contract<EmptyConfig> {
        RocAucIs() {
            super(RocAuc::new);
        }
    }

    @Nested
    class AveragePrecisionIs extends Contract<EmptyConfig> {
        AveragePrecisionIs() {
            super(AveragePrecision::new);
        }
    }

    @Nested
    class LogLossIs extends Contract<EmptyConfig> {
        LogLossIs() {
            super(LogLoss::new);
        }
    }

    @Nested
    class BrierIs extends Contract<EmptyConfig> {
        BrierIs() {
            super(Brier::new);
        }
    }

    @Nested
    class CalibrationIs extends Contract<Calibration.Config> {
        CalibrationIs() {
            super(Calibration::new);
        }
    }

    @Nested
    class ConfusionMatrixIs extends Contract<EmptyConfig> {
        ConfusionMatrixIs() {
            super(ConfusionMatrix::new);
        }
    }

    @Nested
    class SlicingIs extends Contract<Slicing.Config> {
        SlicingIs() {
            super(Slicing::new);
        }
    }

    @Nested
    class McNemarIs extends Contract<EmptyConfig> {
        McNemarIs() {
            super(McNemar::new);
        }
    }

    @Nested
    class DisagreementsIs extends Contract<Disagreements.Config> {
        DisagreementsIs() {
            super(Disagreements::new);
        }
    }

    @Nested
    class MemoryIs extends Contract<ContextLength.Config> {
        MemoryIs() {
            super(ContextLength::new);
        }
    }

    @Nested
    class PaddingProbeIs extends Contract<PaddingSensitivity.Config> {
        PaddingProbeIs() {
            super(PaddingSensitivity::new);
        }
    }
}
