package org.bakeoff.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The page for authors of plugins, followed from an empty folder to a run, but for Maven: its classes are compiled without
 * a warning, tested by its tests, packed, dropped in and used by its spec. {@code .ci/release} does so with Maven.
 */
@DisabledOnOs(OS.WINDOWS)
@Tag("endurance")
class PluginPageTest {

    private static final Path PAGE = Path.of("docs/write-a-plugin.md");
    private static final List<String> PROJECTS = List.of("largest", "diary", "balanced");

    @TempDir(factory = DocsTest.InTarget.class)
    private Path folder;

    @Test
    void itsPluginsPassTheirTestsAndItsSpecRuns() throws Exception {
        Checkout checkout = new Checkout();
        Path home = checkout.copyTo(folder.resolve("bakeoff"));
        Path page = Files.createDirectory(folder.resolve("page"));
        Reader reader = new Reader(page, Files.createDirectory(folder.resolve("scratch")), folder.resolve("cache"));
        for (Block block : checkout.blocks(PAGE)) {
            reader.follow(block);
        }
        for (String name : PROJECTS) {
            Project project = new Project(page.resolve(name));
            assertThat(project.pom()).contains("<artifactId>" + name + "</artifactId>");
            project.compile();
            passes(project);
            project.pack(Files.createDirectories(home.resolve("plugins")).resolve(name + ".jar"));
        }

        reader.follow(new Block(
                PAGE.toString(),
                0,
                "sh",
                "'" + home.resolve("bakeoff") + "' run diary.json --out runs/diary\n",
                List.of()));

        assertThat(page.resolve("runs/diary/comparison.json"))
                .content()
                .contains("\"largest\"", "\"balancedAccuracy\"", "\"bag-of-words\"");
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
