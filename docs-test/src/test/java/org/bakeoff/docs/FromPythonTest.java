package org.bakeoff.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page for Python, followed with the packages that are there: what needs others is skipped. The variable BAKEOFF_PYTHON names
 * an interpreter, by default python3. Its shell commands are run as they stand, but for a smaller dataset and the files that were written.
 */
@DisabledOnOs(OS.WINDOWS)
@Tag("endurance")
class FromPythonTest {

    private static final Path PAGE = Path.of("docs/from-python.md");
    private static final String PACKAGES = "python: ";
    private static final int LIMIT_MINUTES = 10;

    @TempDir(factory = DocsTest.InTarget.class)
    private static Path folder;

    @TestFactory
    Stream<DynamicTest> whatThePageWritesCanBeCompared() throws IOException {
        Checkout checkout = new Checkout();
        Path home = checkout.copyTo(folder.resolve("bakeoff"));
        Reader reader = new Reader(home, Files.createDirectory(folder.resolve("scratch")), folder.resolve("cache"));
        List<Block> blocks = checkout.blocks(PAGE);
        List<Block> python =
                blocks.stream().filter(block -> packages(block).isPresent()).toList();
        List<Block> shell = blocks.stream().filter(Block::isShell).toList();
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest("export", () -> {
            String export = shell.get(0).text().strip();
            type(reader, export + " --set /dataset/config/train=400 --set /dataset/config/test=200\n");
            assertThat(home.resolve("data/test.csv")).exists();
        }));
        for (Block block : python.subList(1, python.size())) {
            List<String> needed = new ArrayList<>(packages(python.get(0)).orElseThrow());
            needed.addAll(packages(block).orElseThrow());
            tests.add(dynamicTest(PAGE + ":" + block.line() + " with " + String.join(", ", needed), () -> {
                for (String name : needed) {
                    assumeTrue(python(home, "import " + name) == 0, "not run: there is no Python package " + name);
                }
                assertThat(python(home, python.get(0).text() + block.text()))
                        .as("Python's exit code; it says: %s", Files.readString(said()))
                        .isZero();
            }));
        }
        tests.add(dynamicTest("compare", () -> {
            String[] words = shell.get(1).text().replace("\\\n", " ").strip().split("\\s+");
            List<String> kept = new ArrayList<>(Arrays.asList(words));
            for (int index = kept.size() - 1; index > 0; index--) {
                if (kept.get(index - 1).equals("--model")
                        && !Files.exists(home.resolve(kept.get(index).replaceFirst(".*=", "")))) {
                    kept.subList(index - 1, index + 1).clear();
                }
            }
            assumeTrue(kept.contains("sklearn=sklearn.csv"), "not run: there is no scikit-learn");
            type(reader, String.join(" ", kept) + "\n");
            assertThat(home.resolve("runs/python/comparison.json")).content().contains("\"sklearn\"");
            assertThat(home.resolve("runs/python/report.html")).exists();
        }));
        return tests.stream();
    }

    /** Returns the packages that a block of Python needs. */
    private static Optional<List<String>> packages(Block block) {
        return block.comments().stream()
                .filter(comment -> comment.startsWith(PACKAGES))
                .map(comment -> List.of(comment.substring(PACKAGES.length()).split("\\s+")))
                .findFirst();
    }

    private static void type(Reader reader, String command) throws IOException, InterruptedException {
        reader.follow(new Block(PAGE.toString(), 0, "sh", command, List.of()));
    }

    /** Runs a script, and returns its exit code; -1 where there is no Python. */
    private static int python(Path home, String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("script.py"), script);
        String interpreter =
                Optional.ofNullable(System.getenv("BAKEOFF_PYTHON")).orElse("python3");
        ProcessBuilder builder = new ProcessBuilder(interpreter, file.toString())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said().toFile());
        builder.environment().put("HF_HUB_OFFLINE", "1");
        builder.environment().putIfAbsent("KERAS_BACKEND", "torch");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return -1;
        }
        boolean over = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        assertThat(over).as("%s ends", script).isTrue();
        return process.exitValue();
    }

    private static Path said() {
        return folder.resolve("said.txt");
    }
}
