package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a command says whose own jars are written to while it runs, as an update does that copies over them. */
@DisabledOnOs(OS.WINDOWS)
class ReplacedJarsTest {

    private static final String SPEC =
            "{\"dataset\": {\"plugin\": \"synthetic\"}, \"models\": {\"words\": {\"plugin\": \"bagofwords\"}}}";

    /** More than a pipe holds. */
    private static final String BLANKS = " ".repeat(1 << 20);

    @TempDir
    Path folder;

    @Test
    void aJarThatWasReplacedIsNamedInsteadOfATrace() throws Exception {
        List<Path> jars = jars();
        Ran.Running running = started();
        try (OutputStream in = running.process().getOutputStream()) {
            // Once these are read, the command waits for the rest.
            in.write(BLANKS.getBytes(StandardCharsets.UTF_8));
            in.flush();
            for (Path jar : jars) {
                Files.write(jar, new byte[(int) Files.size(jar)], StandardOpenOption.WRITE);
            }
            in.write(SPEC.getBytes(StandardCharsets.UTF_8));
        }
        Ran ran = running.end();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains(folder.toRealPath() + File.separator, ".jar was replaced or deleted while Bakeoff ran")
                .doesNotContain("\tat ", "Exception in thread", "bug of Bakeoff");
    }

    /** Nor one that got another name meanwhile, as by a backup by hard links, or other permissions. */
    @Test
    void aFailureAloneNamesNoJar() throws Exception {
        List<Path> jars = jars();
        Ran.Running running = started();
        try (OutputStream in = running.process().getOutputStream()) {
            in.write(BLANKS.getBytes(StandardCharsets.UTF_8));
            in.flush();
            for (Path jar : jars) {
                Files.createLink(jar.resolveSibling(jar.getFileName() + ".backup"), jar);
            }
        }

        assertThat(running.end().err()).contains("can't be run").doesNotContain("jar");
    }

    private Ran.Running started() throws IOException {
        List<String> command = new ArrayList<>(Ran.bakeoff(List.of(), List.of("validate", "/dev/stdin")));
        command.set(command.indexOf("-cp") + 1, folder.toRealPath() + File.separator + "*");
        return Ran.waiting(folder, Ran.environment(folder.resolve("cache")), command);
    }

    /** Copies what this class path has into a folder, as jars; but for PyTorch's natives, which are large. */
    private List<Path> jars() throws IOException {
        int number = 0;
        for (String name : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path found = Path.of(name);
            Path jar = folder.resolve(number++ + ".jar");
            if (Files.isDirectory(found)) {
                zip(found, jar);
            } else if (Files.exists(found) && !name.contains("pytorch-native")) {
                Files.copy(found, jar);
            }
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static void zip(Path classes, Path jar) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
    }
}
