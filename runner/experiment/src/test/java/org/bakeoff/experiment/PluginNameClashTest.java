package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.spec.SpecException;
import org.bakeoff.testplugins.AverageProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins of one name: a spec can use neither, and all others. */
class PluginNameClashTest {

    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void aGoodPlugin() throws IOException {
        plugins = folder.resolve("plugins");
        PluginJar.model("Good", "good", "").write(plugins.resolve("good.jar"));
    }

    @Test
    void aNameThatIsClaimedTwiceIsRefusedOnlyWhereASpecUsesIt() throws IOException {
        PluginJar.model("Other", "good", "").write(plugins.resolve("other.jar"));
        PluginJar.model("Third", "third", "").write(plugins.resolve("third.jar"));

        assertClash("other.jar");
    }

    @Test
    void aCopyOfAPluginIsRefusedOnlyWhereASpecUsesIt() throws IOException {
        Files.copy(plugins.resolve("good.jar"), plugins.resolve("good (1).jar"));
        PluginJar.model("Third", "third", "").write(plugins.resolve("third.jar"));

        assertClash("good (1).jar");
    }

    /** As where --plugins names Bakeoff's own folder: "remove all but one of them" would be about one file. */
    @Test
    void aFolderThatIsNamedTwiceHasItsPluginsOnce() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), plugins);

        InstalledPlugins found =
                InstalledPlugins.find(List.of(plugins, plugins.resolve("..").resolve("plugins"), link));

        assertThat(found.broken()).isEmpty();
        assertThat(found.named("good"))
                .extracting(plugin -> plugin.jar().location())
                .containsExactly(plugins.resolve("good.jar"));
    }

    private void assertClash(String other) {
        InstalledPlugins found = InstalledPlugins.find(List.of(plugins));
        assertThat(found.named("good"))
                .extracting(plugin -> plugin.jar().location())
                .containsExactlyInAnyOrder(plugins.resolve("good.jar"), plugins.resolve(other));
        assertThat(found.broken())
                .singleElement()
                .satisfies(clash ->
                        assertThat(clash.sentence()).contains("2 plugins are named 'good'", "good.jar", other));
        assertThat(experiment("third").spec().models()).hasSize(1);
        assertThatThrownBy(() -> experiment("good")).isInstanceOfSatisfying(SpecException.class, refusal -> {
            assertThat(refusal.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.pointer()).isEqualTo("/models/m/plugin");
                assertThat(fault.message()).contains("good.jar", other);
            });
            assertThat(refusal.code().exitCode()).isEqualTo(ErrorCode.REFUSED);
        });
    }

    @Test
    void anInstanceOfTheNameOfAPluginIsRefusedOnlyWhereASpecUsesIt() {
        assertThat(withInstance("another").spec().models()).hasSize(1);
        assertThatThrownBy(() -> withInstance("good"))
                .isInstanceOfSatisfying(
                        SpecException.class,
                        refusal -> assertThat(refusal.faults().get(0).pointer()).isEqualTo("/models/m/plugin"));
    }

    private Experiment withInstance(String model) {
        return Experiment.builder()
                .dataset("parity")
                .model("m", new Named(model), new AverageProvider().defaults())
                .plugins(plugins)
                .workers(0)
                .build();
    }

    private record Named(String name) implements ModelProvider<AverageProvider.Config> {

        @Override
        public String description() {
            return "a model that an application made";
        }

        @Override
        public AverageProvider.Config defaults() {
            return new AverageProvider().defaults();
        }

        @Override
        public Block create(AverageProvider.Config config, DatasetInfo data) {
            return new AverageProvider().create(config, data);
        }
    }

    private Experiment experiment(String model) {
        return Experiment.builder()
                .spec("{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"m\": {\"plugin\": \"" + model + "\"}}}")
                .plugins(plugins)
                .build();
    }
}
