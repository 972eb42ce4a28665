package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.bakeoff.api.Dataset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetContractTest {

    @Test
    void soundDataPasses() {
        ContractRun tried = ContractRun.by(Contract.class, SoundData.class);

        assertThat(tried.failures()).isEmpty();
        assertThat(tried.succeeded()).isEqualTo(12);
    }

    @Tag("rounds")
    @ParameterizedTest
    @CsvSource({
        "SharedIds, theSetsShareNoExample, line0",
        "Repeated, theSetsShareNoExample, train0",
        "ThirdLabel, everyExampleFitsWhatTheDataSaysOfItself, '[bad, good]'",
        "TokenZero, everyExampleFitsWhatTheDataSaysOfItself, 0 is padding",
        "TooLong, everyExampleFitsWhatTheDataSaysOfItself, number of token ids",
        "Shuffled, theSecondLoadIsIdentical, second time",
        "Stamped, theSecondLoadIsIdentical, second time",
        "AlwaysNew, nothingNewIsOpenedOffline, copy",
        "BesidesTheContext, everyPathOfTheConfigurationIsOpenedThroughTheContext, \"file\"",
        "Fingerprinted, theFingerprintStaysTheSame, second time",
        "OtherEncoder, theTextOfAnExampleGivesItsTokenIds, good fine Day day day",
        "OverlappingFolds, itsFoldsCutTheExamplesIntoParts, line0",
        "UntestedLine, itsFoldsCutTheExamplesIntoParts, test examples of all folds",
        "SplitGroups, itsFoldsCutTheExamplesIntoParts, groups in both sets",
        "SameCuts, itsFoldsCutTheExamplesIntoParts, in other repeats",
    })
    void oneFaultFailsOneTest(String plugin, String test, String message) throws ClassNotFoundException {
        ContractRun tried =
                ContractRun.by(Contract.class, Class.forName(BrokenData.class.getName() + "$" + plugin), test);

        assertThat(tried.failed()).containsExactly(test);
        assertThat(tried.failures().get(test)).contains(message);
    }

    @ExtendWith(ContractRun.Plugin.class)
    static final class Contract extends DatasetContract<SoundData.Config> {

        @TempDir
        private Path folder;

        private final Class<? extends Dataset<SoundData.Config>> type;

        Contract(Class<? extends Dataset<SoundData.Config>> type) {
            this.type = type;
        }

        @Override
        protected Dataset<SoundData.Config> plugin() {
            return ContractRun.create(type);
        }

        @Override
        protected SoundData.Config config() throws IOException {
            return SoundData.written(folder);
        }
    }
}
