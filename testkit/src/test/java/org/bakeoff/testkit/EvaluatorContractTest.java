package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.bakeoff.api.Evaluator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorContractTest {

    @Test
    void aSoundEvaluatorPasses() {
        ContractRun tried = ContractRun.by(Contract.class, SoundEvaluator.class);

        assertThat(tried.failures()).isEmpty();
        assertThat(tried.succeeded()).isEqualTo(31);
    }

    @Tag("rounds")
    @ParameterizedTest
    @CsvSource({
        "WrongSide, nothingOutperformsPerfectPredictions, the lower value is better",
        "OutOfRange, aSingleClassGivesFiniteOrUndefinedNumbers, within 0.0 and 0.9",
        "NeedsOpinions, equalPredictionsGiveFiniteOrUndefinedNumbers, no opinion",
        "NeedsTwoClasses, aSingleClassGivesFiniteOrUndefinedNumbers, one class only",
        "NeedsPredictions, aDivergedModelGivesFiniteOrUndefinedNumbers, -1",
        "NeedsProbabilities, aModelWithoutProbabilitiesGivesFiniteOrUndefinedNumbers, no probability of a class",
        "ClassOne, aMetricOfOneClassIsAboutThePositiveOne, the same one positive",
        "FirstModel, theOrderOfModelsDoesNotMatter, the other way round",
        "OfSeveral, whichMetricsThereAreDependsOnTheClassesAlone, another model",
        "Weightless, aWeightHasTheEffectOfCopies, as many copies",
        "WithAllBlocks, withoutEachBlockAMetricIsThatOfTheOthers, blocks of examples",
        "Dated, aSecondCallGivesEqualFindings, second time",
        "SharedArray, metricsAreThreadSafe, several threads",
    })
    void oneFaultFailsOneTest(String plugin, String test, String message) throws ClassNotFoundException {
        ContractRun tried =
                ContractRun.by(Contract.class, Class.forName(BrokenEvaluators.class.getName() + "$" + plugin), test);

        assertThat(tried.failed()).containsExactly(test);
        assertThat(tried.failures().get(test)).contains(message);
    }

    @Test
    void anOrderThatTiesLeaveOpenIsFound() {
        assertThat(ContractRun.by(
                                Contract.class,
                                BrokenEvaluators.FirstHalf.class,
                                "theOrderOfExamplesDoesNotMatterWherePredictionsTie")
                        .failures())
                .hasEntrySatisfying(
                        "theOrderOfExamplesDoesNotMatterWherePredictionsTie",
                        message -> assertThat(message).contains("'half'"));
    }

    @Test
    void anInfiniteFigureIsFound() {
        assertThat(ContractRun.by(
                                Contract.class,
                                BrokenEvaluators.Unbounded.class,
                                "wrongPredictionsGiveFiniteOrUndefinedNumbers")
                        .failures())
                .hasEntrySatisfying(
                        "wrongPredictionsGiveFiniteOrUndefinedNumbers",
                        message -> assertThat(message).contains("'best'", "Infinity"));
    }

    @Test
    void aCellThatNoFileCanHoldIsFound() {
        assertThat(ContractRun.by(Contract.class, BrokenEvaluators.OddCell.class)
                        .failures()
                        .values())
                .anySatisfy(message -> assertThat(message).contains("'counts' a cell of the class java.lang.Integer"));
    }

    @Test
    void aNameThatProgramsCantUseIsFound() {
        assertThat(ContractRun.by(Contract.class, BrokenEvaluators.Misnamed.class)
                        .failures()
                        .values())
                .anySatisfy(message -> assertThat(message).contains("my share"));
    }

    @ExtendWith(ContractRun.Plugin.class)
    static final class Contract extends EvaluatorContract<SoundEvaluator.Config> {

        private final Class<? extends Evaluator<SoundEvaluator.Config>> type;

        Contract(Class<? extends Evaluator<SoundEvaluator.Config>> type) {
            this.type = type;
        }

        @Override
        protected Evaluator<SoundEvaluator.Config> plugin() {
            return ContractRun.create(type);
        }
    }
}
