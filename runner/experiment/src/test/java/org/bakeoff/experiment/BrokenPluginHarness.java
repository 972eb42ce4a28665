package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.plugins.BrokenPlugin;
import org.bakeoff.spec.SpecException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that is broken, in bad.jar, beside a good one. */
abstract class BrokenPluginHarness {

    @TempDir
    Path folder;

    Path plugins;

    @BeforeEach
    void aGoodPluginLiesBesideTheBrokenOne() throws IOException {
        plugins = folder.resolve("plugins");
        PluginJar.model("Good", "good", "").write(plugins.resolve("good.jar"));
    }

    void assertBroken(String... says) throws IOException {
        InstalledPlugins found = InstalledPlugins.find(List.of(plugins));

        assertThat(found.plugins()).extracting(InstalledPlugins.Installed::name).contains("good");
        assertThat(found.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.location()).isEqualTo(plugins.resolve("bad.jar"));
            assertThat(broken.sentence()).contains(says).doesNotContain("null");
        });
        assertThat(experiment("good").spec().models()).hasSize(1);
        BrokenPlugin broken = found.broken().get(0);
        assertThatThrownBy(() -> experiment("needed"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("/models/m/plugin")
                .hasMessageContaining(broken.sentence());
    }

    private Experiment experiment(String model) {
        return Experiment.builder()
                .spec("{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"m\": {\"plugin\": \"" + model + "\"}}}")
                .plugins(plugins)
                .build();
    }
}
