package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.spi.ToolProvider;

/** Jars of plugins whose source stands in a test. */
final class CompiledPlugin {

    private CompiledPlugin() {}

    /**
     * Compiles a class and packs it.
     *
     * @param folder in which the jar's folder "mine" is
     * @param service the name of the interface that it implements
     * @param name the name of the class, in small letters that of the jar
     */
    static Path jar(Path folder, String service, String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        tool(
                "javac",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                file.toString());
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(service), name + "\n");
        Path jar = Files.createDirectories(folder.resolve("mine")).resolve(name.toLowerCase(Locale.ROOT) + ".jar");
        tool("jar", "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        return jar;
    }

    private static void tool(String name, String... arguments) {
        ToolProvider tool = ToolProvider.findFirst(name).orElseThrow();
        assertThat(tool.run(System.out, System.err, arguments)).isZero();
    }
}
