package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.plugins.BrokenPlugin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jars of plugins that name other jars, which Java would load with them. */
class PluginClassPathTest {

    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void aGoodPluginLiesBesideThem() throws IOException {
        plugins = folder.resolve("plugins");
        PluginJar.model("Good", "good", "").write(plugins.resolve("good.jar"));
    }

    /** At any level, since a class loader follows from jar to jar. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "../dep.jar",
                "../../../../dep.jar",
                "%2e%2e/%2e%2e/%2e%2e/dep.jar",
                "/tmp/dep.jar",
                "file:/tmp/dep.jar",
                "a.jar http://127.0.0.1:1/dep.jar",
                "dep.zip",
                "\\..\\:"
            })
    void aJarThatNamesOthersOutsideOfItsFolderIsRefused(String others) throws IOException {
        boolean above = others.equals("../dep.jar");
        Path plugin = plugins.resolve("bad");
        PluginJar.model("Mine", "mine", "")
                .file("META-INF/MANIFEST.MF", manifest("lib/inner.jar"))
                .write(plugin.resolve("mine.jar"));
        new PluginJar()
                .file("META-INF/MANIFEST.MF", manifest(above ? "../../" + others : others))
                .write(plugin.resolve("lib/inner.jar"));
        PluginJar.model("Index", "index", "")
                .file("META-INF/INDEX.LIST", "JarIndex-Version: 1.0\n\n../../dep.jar\norg\n")
                .write(plugins.resolve("index.jar"));

        InstalledPlugins found = InstalledPlugins.find(List.of(plugins));

        assertThat(found.broken())
                .extracting(BrokenPlugin::location)
                .containsExactlyInAnyOrder(plugin, plugins.resolve("index.jar"));
        assertThat(found.named("good")).hasSize(1);
    }

    @Tag("endurance")
    @Test
    void aJarThatNamesOthersInItsFolderIsTaken() throws IOException {
        PluginJar.model("Mine", "mine", "")
                .file("META-INF/MANIFEST.MF", manifest("lib/inner.jar lib/ ../mine/lib/inner.jar none.jar"))
                .write(plugins.resolve("mine/mine.jar"));
        new PluginJar().file("META-INF/INDEX.LIST", "inner.jar\norg\n").write(plugins.resolve("mine/lib/inner.jar"));
        Files.writeString(plugins.resolve("mine/lib/damaged.jar"), "never loaded");

        InstalledPlugins found = InstalledPlugins.find(List.of(plugins));

        assertThat(found.broken()).isEmpty();
        assertThat(found.named("mine")).hasSize(1);
    }

    /** Java reads a manifest whole, and warns of each line that repeats another. A jar has room for gigabytes of it in some kilobytes. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 2_000_000})
    void aJarWithAHugeManifestIsRefused(int lines) throws IOException {
        PluginJar.model("Mine", "mine", "")
                .file("META-INF/MANIFEST.MF", manifest("none.jar") + "X: y\n".repeat(lines))
                .write(plugins.resolve("mine.jar"));

        InstalledPlugins found = InstalledPlugins.find(List.of(plugins));

        assertThat(found.broken()).extracting(BrokenPlugin::location).containsExactly(plugins.resolve("mine.jar"));
        assertThat(found.named("good")).hasSize(1);
    }

    private static String manifest(String classPath) {
        return "Manifest-Version: 1.0\nClass-Path: " + classPath + "\n";
    }
}
