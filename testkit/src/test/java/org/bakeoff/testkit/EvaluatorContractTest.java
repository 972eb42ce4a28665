package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.bakeoff.api.Evaluator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorContractTest {

    @Test
    void aSoundEvaluatorPasses() {
        Tried tried = Tried.by(Contract.class, SoundEvaluator.class);

        assertThat(tried.failures()).isEmpty();
        assertThat(tried.succeeded()).isEqualTo(24);
    }

    @ParameterizedTest
    @CsvSource({
        "WrongSide, nothingBeatsPerfectPredictions, the lower value is better",
        "NeedsOpinions, predictionsThatAreAllAlikeAreNoTrouble, no opinion",
        "NeedsTwoClasses, aSingleClassIsNoTrouble, one class only",
        "NeedsPredictions, aModelThatDivergedIsNoTrouble, -1",
        "FirstModel, theOrderOfModelsDoesNotMatter, the other way round",
        "Weightless, aWeightCountsAsSoManyCopies, so many copies",
        "Dated, theSameIsFoundTwice, second time",
        "SharedArray, metricsBearToBeAskedBySeveralThreads, several threads",
    })
    void oneFaultFailsOneTest(String plugin, String test, String message) throws ClassNotFoundException {
        Tried tried = Tried.by(Contract.class, Class.forName(BrokenEvaluators.class.getName() + "$" + plugin));

        assertThat(tried.failed()).containsExactly(test);
        assertThat(tried.failures().get(test)).contains(message);
    }

    @Test
    void anOrderThatTiesLeaveOpenIsFound() {
        assertThat(Tried.by(Contract.class, BrokenEvaluators.FirstHalf.class).failures())
                .hasEntrySatisfying(
                        "theOrderOfExamplesDoesNotMatterWherePredictionsTie",
                        message -> assertThat(message).contains("'half'"));
    }

    @Test
    void anInfiniteFigureIsFound() {
        assertThat(Tried.by(Contract.class, BrokenEvaluators.Unbounded.class).failures())
                .hasEntrySatisfying(
                        "surelyWrongPredictionsAreNoTrouble",
                        message -> assertThat(message).contains("'best'", "Infinity"));
    }

    @Test
    void aNameThatProgramsCantUseIsFound() {
        assertThat(Tried.by(Contract.class, BrokenEvaluators.Misnamed.class)
                        .failures()
                        .values())
                .anySatisfy(message -> assertThat(message).contains("my share"));
    }

    @ExtendWith(Tried.Plugin.class)
    static final class Contract extends EvaluatorContract<SoundEvaluator.Config> {

        private final Class<? extends Evaluator<SoundEvaluator.Config>> type;

        Contract(Class<? extends Evaluator<SoundEvaluator.Config>> type) {
            this.type = type;
        }

        @Override
        protected Evaluator<SoundEvaluator.Config> plugin() {
            return Tried.create(type);
        }
    }
}
