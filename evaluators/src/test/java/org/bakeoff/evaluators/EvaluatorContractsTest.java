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
    class AccuracyIs extends Contract<NoConfig> {
        AccuracyIs() {
            super(Accuracy::new);
        }
    }

    @Nested
    class PrecisionIs extends Contract<NoConfig> {
        PrecisionIs() {
            super(Precision::new);
        }
    }

    @Nested
    class RecallIs extends Contract<NoConfig> {
        RecallIs() {
            super(Recall::new);
        }
    }

    @Nested
    class F1Is extends Contract<NoConfig> {
        F1Is() {
            super(F1::new);
        }
    }

    @Nested
    class MccIs extends Contract<NoConfig> {
        MccIs() {
            super(Mcc::new);
        }
    }

    @Nested
    class RocAucIs extends Contract<NoConfig> {
        RocAucIs() {
            super(RocAuc::new);
        }
    }

    @Nested
    class AveragePrecisionIs extends Contract<NoConfig> {
        AveragePrecisionIs() {
            super(AveragePrecision::new);
        }
    }

    @Nested
    class LogLossIs extends Contract<NoConfig> {
        LogLossIs() {
            super(LogLoss::new);
        }
    }

    @Nested
    class BrierIs extends Contract<NoConfig> {
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
    class ConfusionMatrixIs extends Contract<NoConfig> {
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
    class McNemarIs extends Contract<NoConfig> {
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
    class MemoryIs extends Contract<Memory.Config> {
        MemoryIs() {
            super(Memory::new);
        }
    }

    @Nested
    class PaddingProbeIs extends Contract<PaddingProbe.Config> {
        PaddingProbeIs() {
            super(PaddingProbe::new);
        }
    }
}
