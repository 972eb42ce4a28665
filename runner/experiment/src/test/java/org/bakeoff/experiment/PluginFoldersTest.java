package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.plugins.PinnedPlugins;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Models from jars that the class path doesn't have. */
class PluginFoldersTest {

    @TempDir
    Path folder;

    @Test
    void aJarInAFolderIsListedWithAllThatItSaysOfItself() throws IOException {
        Path jar = PluginJar.model("Mine", "mine", "").write(folder.resolve("plugins/mine.jar"));

        InstalledPlugins.Installed mine = InstalledPlugins.find(List.of(folder.resolve("plugins")))
                .named("mine")
                .get(0);

        assertThat(mine.kind()).isEqualTo(InstalledPlugins.Kind.MODEL);
        assertThat(mine.jar().location()).isEqualTo(jar);
        assertThat(mine.jar().sha256()).isEqualTo(SourceFingerprint.of("", jar).sha256());
        assertThat(mine.keys()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("embedding");
            assertThat(key.allowed()).isEqualTo("a whole number from 1 to 64");
        });
        assertThat(mine.example().toString())
                .isEqualTo("{\"models\":{\"my-mine\":{\"plugin\":\"mine\",\"config\":{\"embedding\":4}}}}");
    }

    @Test
    void aPluginBringsItsOwnVersionOfALibrary() throws IOException {
        // Two plugins with a class of one name that differ, and the second with a library in a folder of its own.
        String library =
                "package org.example.lib; public class Version { public static String of() { return \"%s\"; } }";
        for (String version : List.of("one", "two")) {
            Path jar = new PluginJar()
                    .type("org.example.lib.Version", library.formatted(version))
                    .write(folder.resolve("plugins/" + version + "/lib.jar"));
            new PluginJar()
                    .with(jar)
                    .type(
                            "org.example.Mine",
                            PluginJar.source("Mine", "NAME", "", "")
                                    .replace("\"NAME\"", "\"is-\" + org.example.lib.Version.of()"))
                    .models("org.example.Mine")
                    .write(folder.resolve("plugins/" + version + "/mine.jar"));
        }

        InstalledPlugins found = InstalledPlugins.find(List.of(folder.resolve("plugins")));

        assertThat(found.broken()).isEmpty();
        assertThat(found.plugins()).extracting(InstalledPlugins.Installed::name).contains("is-one", "is-two");
    }

    @Tag("endurance")
    @Test
    void aModelThatExitsCostsItsTrialWhenAWorkerRunsIt() throws IOException {
        assertCostsOneTrial("System.exit(3);", "exit code 3", "org.example.Bad in ", "bad.jar ended Bakeoff");
    }

    @Tag("endurance")
    @ParameterizedTest
    @CsvSource({"0, replaced", "0, cut", "1, removed"})
    void aJarThatIsReplacedDuringARunChangesNothingAndIsNamed(int workers, String how) throws IOException {
        Path jar = lazy("1").write(folder.resolve("plugins/mine.jar"));
        String then = SourceFingerprint.of("", jar).sha256();
        run("undisturbed", "mine", 0);
        List<Progress> events = new ArrayList<>();
        ComparisonResult result = builder("run", "mine", workers).build().run(event -> {
            events.add(event);
            if (event instanceof Progress.DataReady) {
                change(jar, how);
            }
        });

        assertThat(result.complete()).isTrue();
        assertThat(folder.resolve("run/trials/m-1/predictions.csv"))
                .hasSameBinaryContentAs(folder.resolve("undisturbed/trials/m-1/predictions.csv"));
        String now = Files.exists(jar) ? SourceFingerprint.of("", jar).sha256() : null;
        assertThat(events).contains(new Progress.PluginReplaced(jar.toString(), then, now, true));
        JsonNode run = Json.COMPACT.readTree(Files.readString(folder.resolve("run/run.json")));
        assertThat(run.at("/plugins/1/sha256").asString()).isEqualTo(then);
        assertThat(run.at("/replacedPlugins/0/jar").asString()).isEqualTo(jar.toString());
        assertThat(run.at("/replacedPlugins/0/sha256").asString()).isEqualTo(then);
        assertThat(run.at("/replacedPlugins/0/now").asString("")).isEqualTo(now == null ? "" : now);
        if (how.equals("replaced")) {
            Experiment again = builder("run", "mine", workers).build();
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(again::run)
                    .returns(ErrorCode.RUN_DIRECTORY_OCCUPIED, BakeoffException::code);
        }
    }

    private void change(Path jar, String how) {
        try {
            switch (how) {
                case "replaced" -> lazy("2").write(jar);
                case "cut" -> Files.write(jar, Arrays.copyOf(Files.readAllBytes(jar), 300));
                default -> Files.delete(jar);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A model with a class that is loaded when the model is made. */
    private static PluginJar lazy(String version) {
        return new PluginJar()
                .type(
                        "org.example.Lazy" + version,
                        "package org.example; final class Lazy" + version + " { static void run() {} }")
                .type("org.example.Mine", PluginJar.source("Mine", "mine", "", "Lazy" + version + ".run();"))
                .models("org.example.Mine");
    }

    @Test
    void aWorkerRefusesACopyThatHasChanged() throws IOException {
        PluginJar.model("Mine", "mine", "").write(folder.resolve("plugins/mine.jar"));
        PinnedPlugins pinned = PinnedPlugins.copy(List.of(folder.resolve("plugins")));
        assertThat(PinnedPlugins.open(pinned.folders()).folders()).isEqualTo(pinned.folders());

        Path copy = pinned.folders().get(0).resolve("mine.jar");
        Files.write(copy, new byte[] {0}, StandardOpenOption.APPEND);

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> PinnedPlugins.open(pinned.folders()))
                .returns(ErrorLocation.of(copy), BakeoffException::location);
    }

    @Test
    void aClosedRunLeavesNoCopiesOfPlugins() throws IOException {
        PluginJar.model("Mine", "mine", "").write(folder.resolve("plugins/mine.jar"));
        run("run", "mine", 0);
        String before = System.getProperty("java.io.tmpdir");
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        System.setProperty("java.io.tmpdir", temporary.toString());
        try (TrainedRun opened = TrainedRun.open(folder.resolve("run"), List.of(folder.resolve("plugins")))) {
            opened.model("m").predict("a b");
            assertThat(temporary).isNotEmptyDirectory();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }

        assertThat(temporary).isEmptyDirectory();
    }

    /** As what cleans the folder for temporary files does after some days. */
    @Tag("endurance")
    @Test
    void copiesThatAreRemovedDuringARunCostItsTrialsInASentence() throws IOException {
        PluginJar.model("Mine", "mine", "").write(folder.resolve("plugins/mine.jar"));
        String before = System.getProperty("java.io.tmpdir");
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        System.setProperty("java.io.tmpdir", temporary.toString());
        ComparisonResult result;
        try {
            result = builder("run", "mine", 1).build().run(event -> {
                if (event instanceof Progress.DataReady) {
                    BakeoffException.reporting(() -> {
                        RecursiveDeletion.of(temporary);
                        return temporary;
                    });
                }
            });
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }

        assertThat(result.models().get(0).trials().get(0).reason().orElseThrow())
                .contains("the copy of a plugin, ", "isn't as the run made it. Run again")
                .doesNotContain("Exception", "PinnedPlugins");
    }

    @Test
    void aLibraryBesideAPluginBelongsToIt() throws IOException {
        Path library = new PluginJar().file("words.txt", "one").write(folder.resolve("plugins/mine/lib.jar"));
        PluginJar.model("Mine", "mine", "").write(folder.resolve("plugins/mine/mine.jar"));
        run("run", "mine", 0);

        new PluginJar().file("words.txt", "two").write(library);

        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run("run", "mine", 0))
                .returns(ErrorCode.RUN_DIRECTORY_OCCUPIED, BakeoffException::code);
    }

    /** As one that keeps what it has computed. */
    @Test
    void aPluginThatWritesBesideItsJarIsTheSameAllTheTime() throws IOException {
        String write = "try { java.nio.file.Files.writeString(java.nio.file.Path.of(Mine.class.getProtectionDomain()"
                + ".getCodeSource().getLocation().toURI()).resolveSibling(\"cache.txt\"), \"\" + System.nanoTime()); }"
                + " catch (Exception e) { throw new IllegalStateException(e); }";
        Path plugin = folder.resolve("plugins/mine");
        PluginJar.model("Mine", "mine", write).write(plugin.resolve("mine.jar"));
        List<Progress> events = new ArrayList<>();

        builder("run", "mine", 0).build().run(events::add);

        assertThat(events).noneMatch(Progress.PluginReplaced.class::isInstance);
        assertThat(Json.COMPACT
                        .readTree(Files.readString(folder.resolve("run/run.json")))
                        .at("/plugins/1/sha256")
                        .asString())
                .isEqualTo(SourceFingerprint.of("", plugin).sha256());
        assertThat(run("run", "mine", 0).complete()).isTrue();
    }

    private void assertCostsOneTrial(String statement, String... says) throws IOException {
        PluginJar.model("Mine", "mine", "").write(folder.resolve("plugins/mine.jar"));
        new PluginJar()
                .type("org.example.Bad", PluginJar.source("Bad", "bad", "", statement))
                .models("org.example.Bad")
                .write(folder.resolve("plugins/bad.jar"));

        ComparisonResult result = run("run", "mine\"}, \"x\": {\"plugin\": \"bad", 1);

        assertThat(result.complete()).isFalse();
        assertThat(result.models()).extracting(ModelResult::name).contains("m", "x");
        assertThat(folder.resolve("run/trials/m-1/predictions.csv")).exists();
        assertThat(Files.readString(folder.resolve("run/trials/x-1/result.json")))
                .contains(says);
    }

    private ComparisonResult run(String name, String model, int workers) {
        return builder(name, model, workers).build().run(event -> {});
    }

    private ExperimentBuilder builder(String name, String model, int workers) {
        return Experiment.builder()
                .spec(
                        "{\"dataset\": {\"plugin\": \"parity\", \"config\": {\"train\": 60, \"test\": 20}}, \"models\": {\"m\": {\"plugin\": \""
                                + model
                                + "\"}}, \"training\": {\"epochs\": 1, \"batchSize\": 16, \"validation\": 12, \"device\":"
                                + " \"cpu\"}, \"evaluators\": [{\"plugin\": \"error-rate\"}]}")
                .plugins(folder.resolve("plugins"))
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"))
                .workers(workers);
    }
}
