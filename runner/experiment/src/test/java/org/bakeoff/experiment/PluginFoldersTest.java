package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void aModelFromAJarIsTrainedHereAndInWorkersAlike() throws IOException {
        PluginJar.model("Mine", "mine", "").write(folder.resolve("plugins/mine.jar"));

        run("here", "mine", 0);
        run("there", "mine", 1);

        assertThat(folder.resolve("there/trials/m-1/predictions.csv"))
                .hasSameBinaryContentAs(folder.resolve("here/trials/m-1/predictions.csv"));
        assertThat(Files.readString(folder.resolve("here/run.json"))).contains("mine.jar");
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

    @Test
    void aModelThatExitsCostsItsTrialWhenAWorkerRunsIt() throws IOException {
        assertCostsOneTrial("System.exit(3);", "exit code 3", "org.example.Bad in ", "bad.jar ended Bakeoff");
    }

    @Test
    void aModelThatCrashesTheJvmCostsItsTrialWhenAWorkerRunsIt() throws IOException {
        assertCostsOneTrial(
                "try { java.lang.reflect.Field f = Class.forName(\"sun.misc.Unsafe\").getDeclaredField(\"theUnsafe\");"
                        + " f.setAccessible(true); Object unsafe = f.get(null);"
                        + " unsafe.getClass().getMethod(\"putAddress\", long.class, long.class).invoke(unsafe, 1L, 1L); }"
                        + " catch (ReflectiveOperationException e) { throw new IllegalStateException(e); }",
                "the JVM crashed with SIGSEGV");
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

    private ComparisonResult run(String name, String model, int workers) throws IOException {
        return Experiment.builder()
                .spec(
                        "{\"dataset\": {\"plugin\": \"parity\", \"config\": {\"train\": 60, \"test\": 20}}, \"models\": {\"m\": {\"plugin\": \""
                                + model
                                + "\"}}, \"training\": {\"epochs\": 1, \"batchSize\": 16, \"validation\": 12, \"device\":"
                                + " \"cpu\"}, \"evaluators\": [{\"plugin\": \"error-rate\"}]}")
                .plugins(folder.resolve("plugins"))
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"))
                .workers(workers)
                .build()
                .run(event -> {});
    }
}
