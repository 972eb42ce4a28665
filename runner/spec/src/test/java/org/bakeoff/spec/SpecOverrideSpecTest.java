package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.spec.Specs.SMALL;
import static org.bakeoff.spec.Specs.faults;
import static org.bakeoff.spec.Specs.resolve;

import java.util.List;
import org.bakeoff.testplugins.MeanProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values set from outside, as by {@code --set}. */
class SpecOverrideSpecTest {

    @Test
    void aValueIsSetWhereNothingWas() {
        Spec spec = resolve(
                SMALL, "/name=\"other\"", "/training/earlyStopping/patience=3", "/models/one/config/hiddenUnits=7");

        assertThat(spec.name()).isEqualTo("other");
        assertThat(spec.training().earlyStopping()).isEqualTo(new Training.EarlyStopping(3, null));
        assertThat(spec.models().get(0).provider().config()).isEqualTo(new MeanProvider.Config(7, 0));
    }

    @Test
    void aWholeModelIsReplacedAndAnotherAdded() {
        Spec spec = resolve(
                SMALL,
                "/models/one={\"plugin\": \"odd\"}",
                "/models/two={\"plugin\": \"mean\", /* a comment */ \"config\": {\"hiddenUnits\": 3,}}");

        assertThat(spec.models()).extracting(Spec.Model::name).containsExactly("one", "two");
        assertThat(spec.models())
                .extracting(model -> model.provider().plugin().name())
                .containsExactly("odd", "mean");
    }

    @Test
    void arraysAreReplacedWholeOrByElement() {
        String spec = "{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"one\": {\"plugin\": \"mean\"}},"
                + " \"training\": {\"seeds\": [1, 2, 3]}}";

        assertThat(resolve(spec, "/training/seeds/1=9").training().seeds().first())
                .containsExactly(1L, 9L, 3L);
        assertThat(resolve(spec, "/training/seeds=[4, 5]").training().seeds().first())
                .containsExactly(4L, 5L);
        assertThat(resolve(SMALL, "/evaluators=[]").evaluators()).isEmpty();
        assertThat(resolve(SMALL, "/evaluators=[{\"plugin\": \"odd\"}]", "/evaluators/0/plugin=\"separation\"")
                        .evaluators())
                .hasSize(1);
    }

    @Test
    void theLastOfSeveralHolds() {
        assertThat(resolve(SMALL, "/training/epochs=5", "/training={}", "/training/epochs=6", "/training/epochs=7")
                        .training()
                        .epochs())
                .isEqualTo(7);
    }

    @Test
    void whatIsSetIsCheckedAsIfItStoodInTheSpec() {
        assertThat(faults(SMALL, "/training/epochs=0", "/training/epoch=1", "/modles/two={}"))
                .hasSize(3)
                .anyMatch(line -> line.equals("/training/epochs: found 0; allowed: a whole number from 1 to 1000000"))
                .anyMatch(line -> line.startsWith("/training/epoch: there is no key 'epoch'"))
                .anyMatch(line -> line.startsWith("/modles: there is no key 'modles'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dataset/config/password=geheim123",
                "/dataset/config/pasword=geheim123",
                "/dataset/config={\"password\": geheim123}",
                "/dataset/config={\"source\": \"x\", 'token': 'geheim123'}",
                "/dataset/config=password=geheim123",
            })
    void aValueThatMayBeASecretIsNotShown(String override) {
        assertThat(faults(SMALL, override))
                .singleElement()
                .asString()
                .startsWith("/dataset/config")
                .endsWith(": the value set is no JSON; a text needs quotes");
    }

    @Test
    void aValueThatIsNoJsonIsExplained() {
        assertThat(faults(
                        SMALL,
                        "/training/device=cpu",
                        "/name=",
                        "/dataset/config/source=/tmp/x",
                        "/training/seeds=1,2",
                        "/training/epochs=1 2",
                        "/comparison/primaryMetric=a.csv, b.csv",
                        "/training/threads=1,,2"))
                .containsExactlyInAnyOrder(
                        "/training/device: the value set, cpu, is no JSON; a text needs quotes: '\"cpu\"'",
                        "/name: a value is set as POINTER=JSON, such as /training/epochs=1",
                        "/dataset/config/source: the value set, /tmp/x, is no JSON; a text needs quotes: '\"/tmp/x\"'",
                        "/training/seeds: the value set, 1,2, is no JSON; a list needs brackets: '[1,2]'",
                        "/training/epochs: the value set, 1 2, is no JSON; a text needs quotes: '\"1 2\"'",
                        "/comparison/primaryMetric: the value set, a.csv, b.csv, is no JSON; a text needs quotes: '\"a.csv, b.csv\"', and a"
                                + " list brackets, too: '[\"a.csv\", \"b.csv\"]'",
                        "/training/threads: the value set, 1,,2, is no JSON; a text needs quotes: '\"1,,2\"', and a list brackets, too:"
                                + " '[1, 2]'");
        assertThat(faults(SMALL, "/name=\"abc"))
                .singleElement()
                .asString()
                .startsWith("/name: the value set, \"abc, is no JSON")
                .doesNotContain("needs quotes");
        assertThat(faults(SMALL, "/training/device=\u0000"))
                .singleElement()
                .asString()
                .startsWith("/training/device: the value set, ?, is no JSON: ")
                .doesNotContain("\u0000");
        assertThat(faults(SMALL, "/training={\"epochs\": 1, \"epochs\": 2}"))
                .containsExactly(
                        "/training: the value set, {\"epochs\": 1, \"epochs\": 2}, is no JSON: the key \"epochs\""
                                + " stands twice in the same object");
        assertThat(faults(SMALL, "/training=" + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .endsWith("[[..., is no JSON: it is nested deeper than any spec");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/training/epochs/deep",
                "/evaluators/0/plugin",
                "/training/seeds/1",
                "/training/seeds/-",
                "/training/seeds/00",
                "/training/seeds/x",
                "/training/seeds/99999999999",
                "/nothing/x"
            })
    void aPlaceThatCantBeIsNamed(String pointer) {
        String spec = "{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"one\": {\"plugin\": \"mean\"}},"
                + " \"training\": {\"seeds\": [1], \"epochs\": 1}, \"evaluators\": [], \"nothing\": null}";

        assertThat(faults(spec, pointer + "=1"))
                .contains(pointer + ": there is no such place in the spec to set a value");
    }

    @Test
    void aPointerStartsWithASlash() {
        assertThat(faults(SMALL, "training/epochs=1", "=1"))
                .containsExactly(
                        "training/epochs: a value is set as POINTER=JSON, such as /training/epochs=1",
                        "a value is set as POINTER=JSON, such as /training/epochs=1");
    }

    @Test
    void odderPointersAreTakenAsTheyAre() {
        assertThat(faults(SMALL, "/=1")).singleElement().asString().startsWith("/: there is no key ''");
        assertThat(faults(SMALL, "/a~1b=1")).singleElement().asString().startsWith("/a~1b: there is no key 'a/b'");
        assertThat(faults(SMALL, "/~2=1")).hasSize(1);
        assertThat(faults(SMALL, "/training" + "/x".repeat(90) + "=" + "[".repeat(90) + "]".repeat(90)))
                .hasSize(1);
        assertThat(faults(SMALL, "/training/epochs" + "/x".repeat(100_000) + "=1"))
                .singleElement()
                .asString()
                .hasSizeLessThan(500)
                .endsWith("there is no such place in the spec to set a value");
    }

    @Test
    void aSpecThatIsNoJsonIsRefusedBeforeAnythingIsSet() {
        List<String> faults = faults("{", "/training/epochs=x");
        assertThat(faults).hasSize(1);
    }
}
