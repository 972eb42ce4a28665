package org.bakeoff.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Does what the documents tell their readers to do. CONTRIBUTING.md says how a block is marked that can't be done here.
 */
@DisabledOnOs(OS.WINDOWS)
@Tag("endurance")
class DocsTest {

    private static final Path LIB = Path.of("../cli/target/lib");

    /** Shared by all documents. */
    @TempDir
    static Path cache;

    /** Beside what was built, so that the jars can be linked. */
    @TempDir(factory = InTarget.class)
    static Path folders;

    private final Checkout checkout = new Checkout();

    @TestFactory
    Stream<DynamicContainer> whatTheDocumentsSayWorks() throws IOException {
        assertThat(LIB).as("made by 'mvn package'").isDirectory();
        List<Path> documents = checkout.documents();
        assertThat(documents).contains(Path.of("README.md"), Path.of("docs/results.md"));
        return documents.stream().map(document -> dynamicContainer(document.toString(), tests(document)));
    }

    static final class InTarget implements TempDirFactory {

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "docs");
        }
    }

    private Stream<DynamicTest> tests(Path document) {
        try {
            List<Block> blocks = checkout.blocks(document).stream()
                    .filter(block ->
                            block.isShell() || block.isJson() || block.file().isPresent())
                    .toList();
            if (blocks.isEmpty()) {
                return Stream.of();
            }
            Path folder =
                    Files.createDirectory(folders.resolve(document.toString().replace('/', '-')));
            Path root = checkout.copyTo(folder.resolve("bakeoff"));
            Reader reader = new Reader(root, Files.createDirectory(folder.resolve("scratch")), cache);
            return blocks.stream().map(block -> dynamicTest(block.title(), () -> reader.follow(block)));
        } catch (IOException | IllegalArgumentException e) {
            return Stream.of(dynamicTest(document.toString(), () -> {
                throw e;
            }));
        }
    }
}
