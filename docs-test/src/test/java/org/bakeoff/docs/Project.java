package org.bakeoff.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A plugin's project in Maven's layout, built as Maven would.
 *
 * @param root its folder
 */
record Project(Path root) {

    String pom() throws IOException {
        return Files.readString(root.resolve("pom.xml"));
    }

    /** Compiles its classes and then its tests, with every warning as an error. */
    void compile() throws IOException {
        compile("src/main/java", classes(), List.of());
        compile("src/test/java", tests(), List.of(classes()));
    }

    private Path classes() {
        return root.resolve("target/classes");
    }

    private Path tests() {
        return root.resolve("target/test-classes");
    }

    private Path resources() {
        return root.resolve("src/main/resources");
    }

    private void compile(String sources, Path target, List<Path> own) throws IOException {
        Files.createDirectories(target);
        List<String> classPath =
                new ArrayList<>(own.stream().map(Path::toString).toList());
        classPath.add(System.getProperty("java.class.path"));
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-Xlint:all,-path,-classfile,-options,-serial",
                "-Werror",
                "-d",
                target.toString(),
                "-cp",
                String.join(System.getProperty("path.separator"), classPath));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said,
                            files,
                            null,
                            options,
                            null,
                            files.getJavaFileObjectsFromPaths(files(root.resolve(sources))))
                    .call();
            assertThat(compiled)
                    .as("%s compiles: %s", root.resolve(sources), said)
                    .isTrue();
        }
    }

    /** Where its classes, its resources and its tests are. */
    List<URL> classPath() throws MalformedURLException {
        return List.of(
                classes().toUri().toURL(),
                resources().toUri().toURL(),
                tests().toUri().toURL());
    }

    /** The name of its test class. */
    String test() throws IOException {
        Path sources = root.resolve("src/test/java");
        List<Path> tests = files(sources);
        assertThat(tests).hasSize(1);
        return sources.relativize(tests.get(0))
                .toString()
                .replaceFirst("\\.java$", "")
                .replace('/', '.');
    }

    /** Packs its classes and its resources. */
    void pack(Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path from : List.of(classes(), resources())) {
                for (Path file : files(from)) {
                    out.putNextEntry(new JarEntry(from.relativize(file).toString()));
                    Files.copy(file, out);
                }
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
