package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bakeoff.api.ModelProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelProviderContractTest {

    @Test
    void aSoundModelPasses() {
        ContractRun tried = ContractRun.by(Contract.class, SoundModel.class);

        assertThat(tried.failures()).isEmpty();
        assertThat(tried.succeeded()).isEqualTo(19);
    }

    @Tag("rounds")
    @ParameterizedTest
    @CsvSource({
        "Unlisted, isFoundByItsName, META-INF/services/org.bakeoff.api.ModelProvider",
        "Nameless, nameAndDescriptionAreValid, My Model",
        "BeyondItsRange, itsConfigurationSurvivesJson, from 1 to 4096",
        "NoWords, givesFiniteLogitsForATextWithoutWords, NaN",
        "OwnDice, theSameSeedGivesTheSameModel, same seed",
        "NotDeterministic, aDeterministicModelIsTheSameWithEverySeed, deterministic()",
        "DeadParameter, everyParameterLearns, scale",
        "Counting, learnsAToyTask, accuracy",
        "ReadsPadding, paddingChangesNoPrediction, ignoresPadding()",
        "ParameterFirst, keepsNoNativeMemory, first operand",
        "StartsElsewhere, aModelThatAsksForNoExamplesIsTheSameWithoutThem, asks for no example",
        "StaticField, anotherModelChangesNothing, in no static field",
        "FieldOfItsOwn, aSavedModelGivesTheSameLogitsOnceLoaded, must be in its parameters",
    })
    void oneFaultFailsOneTest(String plugin, String test, String message) throws ClassNotFoundException {
        ContractRun tried =
                ContractRun.by(Contract.class, Class.forName(BrokenModels.class.getName() + "$" + plugin), test);

        assertThat(tried.failed()).containsExactly(test);
        assertThat(tried.failures().get(test)).contains(message);
    }

    @Test
    void aSoundEncodingPasses() {
        ContractRun tried = ContractRun.by(Contract.class, BrokenEncodings.Characters.class);

        assertThat(tried.failures()).isEmpty();
        assertThat(tried.succeeded()).isEqualTo(22);
    }

    @Tag("rounds")
    @ParameterizedTest
    @CsvSource({
        "Stamped, itsEncodingIsTheSameEachTime, fingerprint",
        "Padded, itsEncodingGivesTokenIdsOfItsVocabulary, 0 is padding",
        "Forgetful, itsEncodingGivesTokenIdsOfItsVocabulary, no earlier call of learn",
        "TwelveIds, itsModelsTakeTheTokenIdsOfItsEncoding, index out of range",
    })
    void oneFaultOfAnEncodingFailsOneTest(String plugin, String test, String message) throws ClassNotFoundException {
        ContractRun tried =
                ContractRun.by(Contract.class, Class.forName(BrokenEncodings.class.getName() + "$" + plugin), test);

        assertThat(tried.failed()).containsExactly(test);
        assertThat(tried.failures().get(test)).contains(message);
    }

    @Tag("rounds")
    @Test
    void anUndescribedKeyIsNamed() {
        ContractRun tried = ContractRun.by(Contract.class, UndescribedProperty.class, "everyConfigPropertyIsDescribed");

        assertThat(tried.failed()).containsExactly("everyConfigPropertyIsDescribed");
        assertThat(tried.failures().toString()).contains("\"embedding\"");
    }

    @Test
    void aWrongShapeIsShown() {
        assertThat(ContractRun.by(Contract.class, BrokenModels.TwoLogits.class, "givesALogitForEveryExampleAndOutput")
                        .failures())
                .hasEntrySatisfying(
                        "givesALogitForEveryExampleAndOutput",
                        message -> assertThat(message).contains("(1, 3)", "(1, 4)"));
    }

    @Tag("rounds")
    @Test
    void aModelOfOneLengthOnlyIsFound() {
        String[] tests = {
            "givesALogitForEveryExampleAndOutput", "givesFiniteLogitsForATextWithoutWords", "paddingChangesNoPrediction"
        };
        assertThat(ContractRun.by(Contract.class, BrokenModels.OneLengthOnly.class, tests)
                        .failed())
                .containsExactly(tests);
    }

    @Tag("rounds")
    @Test
    void aModelWhosePredictionsDependOnTheBatchIsFound() {
        String[] tests = {"aPredictionDependsOnNoOtherExample", "inDoublePrecisionAPredictionDependsOnNoOtherExample"};
        assertThat(ContractRun.by(Contract.class, BrokenModels.BatchMates.class, tests)
                        .failed())
                .containsExactly(tests);
    }

    @Tag("endurance")
    @Test
    void memoryThatNoManagerKnowsOfIsFound() {
        assumeTrue(NativeHeap.used().isPresent(), "glibc counts it");

        ContractRun tried = ContractRun.by(Contract.class, BrokenModels.Orphans.class, "keepsNoNativeMemory");

        assertThat(tried.failed()).containsExactly("keepsNoNativeMemory");
        assertThat(tried.failures().get("keepsNoNativeMemory")).contains("bytes of native memory");
    }

    /** Java may collect garbage in another test, too, which then fails as well. */
    @Test
    void aNumberThatIsFreedBeforeTheGradientIsFound() {
        String test = "aGarbageCollectionBeforeTheGradientChangesNothing";
        assertThat(ContractRun.by(Contract.class, BrokenModels.FreedNumber.class, test)
                        .failed())
                .contains(test);
    }

    @ExtendWith(ContractRun.Plugin.class)
    static final class Contract extends ModelProviderContract<Record> {

        private final Class<? extends ModelProvider<Record>> type;

        Contract(Class<? extends ModelProvider<Record>> type) {
            this.type = type;
        }

        @Override
        protected boolean ignoresPadding() {
            return SoundModel.class.isAssignableFrom(type) && !BrokenModels.Counting.class.isAssignableFrom(type);
        }

        @Override
        protected ModelProvider<Record> plugin() {
            return ContractRun.create(type);
        }
    }
}
