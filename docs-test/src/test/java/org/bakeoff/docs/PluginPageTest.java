package org.bakeoff.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The projects that the archetype made, and the page for authors of plugins, which shows their classes: they are compiled
 * without a warning, tested by their tests, packed, found and used by their experiments. {@code .ci/release} does so with
 * Maven.
 */
@DisabledOnOs(OS.WINDOWS)
@Tag("endurance")
class PluginPageTest {

    private static final Path PAGE = Path.of("docs/write-a-plugin.md");
    private static final Path MADE = Path.of(System.getProperty("bakeoff.archetype"), "test-classes/projects");
    private static final Map<String, String> KINDS =
            Map.of("largest", "model", "diary", "dataset", "balanced", "evaluator");

    @TempDir(factory = DocsTest.InTarget.class)
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"largest", "diary", "balanced"})
    void aProjectOfTheArchetypePassesItsTestsAndItsExperimentRuns(String name) throws Exception {
        Checkout checkout = new Checkout();
        Path home = checkout.copyTo(folder.resolve("bakeoff"));
        Path root = folder.resolve(name);
        copy(MADE.resolve(KINDS.get(name)).resolve("project").resolve(name), root);
        Project project = new Project(root);
        assertThat(project.pom()).contains("<artifactId>" + name + "</artifactId>");
        project.compile();
        passes(project);
        project.pack(Files.createDirectories(root.resolve("target/plugins")).resolve(name + ".jar"));

        Reader reader = new Reader(root, Files.createDirectory(folder.resolve("scratch")), folder.resolve("cache"));
        String bakeoff = "'" + home.resolve("bakeoff") + "'";
        reader.follow(new Block(
                PAGE.toString(),
                0,
                "sh",
                bakeoff + " plugins --plugins target/plugins " + name + "\n" + bakeoff
                        + " run experiment.json --plugins target/plugins --out run\n",
                List.of()));

        assertThat(root.resolve("run/comparison.json")).content().contains("\"" + name + "\"", "\"bag-of-words\"");
    }

    @Test
    void thePageShowsWhatTheArchetypeMakes() throws IOException {
        List<Block> shown = new Checkout()
                .blocks(PAGE).stream().filter(block -> block.file().isPresent()).toList();

        assertThat(shown).hasSize(2 * KINDS.size());
        for (Block block : shown) {
            String file = block.file().orElseThrow();
            String kind = KINDS.get(file.substring(0, file.indexOf('/')));
            assertThat(MADE.resolve(kind).resolve("project").resolve(file))
                    .content()
                    .isEqualTo(block.text());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void passes(Project project) throws IOException, ClassNotFoundException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(project.classPath().toArray(URL[]::new), before)) {
            Thread.currentThread().setContextClassLoader(loader);
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(loader.loadClass(project.test())))
                                    .build(),
                            listener);
            TestExecutionSummary summary = listener.getSummary();
            assertThat(summary.getFailures())
                    .extracting(TestExecutionSummary.Failure::getException)
                    .as("what fails in %s", project.test())
                    .isEmpty();
            assertThat(summary.getTestsSucceededCount()).as(project.test()).isGreaterThanOrEqualTo(9);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
