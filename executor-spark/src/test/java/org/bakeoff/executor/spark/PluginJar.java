package org.bakeoff.executor.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * A plugin's jar, built from source: the model "mark", which leaves a file that says which GPU its process was given. While there
 * is a file "wait" beside that, it trains for some batches and then waits.
 */
final class PluginJar {

    private static final String SOURCE = """
            package org.example;

            import ai.djl.ndarray.NDList;
            import ai.djl.ndarray.types.DataType;
            import ai.djl.nn.Block;
            import ai.djl.nn.SequentialBlock;
            import ai.djl.nn.core.Linear;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.util.concurrent.atomic.AtomicInteger;
            import org.bakeoff.api.DatasetInfo;
            import org.bakeoff.api.ConfigProperty;
            import org.bakeoff.api.ModelProvider;

            public final class Mark implements ModelProvider<Mark.Config> {
                public record Config(@ConfigProperty("where the file goes") String folder) {}

                public String name() {
                    return "mark";
                }

                public String description() {
                    return "for tests";
                }

                public Config defaults() {
                    return new Config("");
                }

                private static void await(Path wait) {
                    try {
                        if (Files.exists(wait)) {
                            Files.writeString(wait.resolveSibling("waits-" + ProcessHandle.current().pid()), "");
                        }
                        while (Files.exists(wait)) {
                            Thread.sleep(20);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }

                public Block create(Config config, DatasetInfo data) {
                    try {
                        if (!config.folder().isEmpty()) {
                            Files.writeString(
                                    Path.of(config.folder(), Long.toString(ProcessHandle.current().pid())),
                                    String.valueOf(System.getenv("CUDA_VISIBLE_DEVICES")));
                        }
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    AtomicInteger batches = new AtomicInteger();
                    return new SequentialBlock()
                            .add(list -> {
                                if (!config.folder().isEmpty() && batches.incrementAndGet() > 20) {
                                    await(Path.of(config.folder(), "wait"));
                                }
                                return list;
                            })
                            .add(list -> new NDList(list.singletonOrThrow()
                                    .toType(DataType.FLOAT32, true)
                                    .mean(new int[] {1}, true)))
                            .add(Linear.builder().setUnits(data.outputs()).build());
                }
            }
            """;

    private PluginJar() {}

    /** Builds it. */
    static void build(Path jar) throws IOException {
        Path folder = Files.createTempDirectory(jar.getParent().getParent(), "plugin");
        Path source = Files.writeString(folder.resolve("Mark.java"), SOURCE);
        String classPath = String.join(":", jars());
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                classPath,
                                "-d",
                                folder.toString(),
                                source.toString()))
                .isZero();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            Map<String, byte[]> files = Map.of(
                    "org/example/Mark.class", Files.readAllBytes(folder.resolve("org/example/Mark.class")),
                    "org/example/Mark$Config.class",
                            Files.readAllBytes(folder.resolve("org/example/Mark$Config.class")),
                    "META-INF/services/org.bakeoff.api.ModelProvider",
                            "org.example.Mark\n".getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                entries.putNextEntry(new JarEntry(file.getKey()));
                entries.write(file.getValue());
            }
        }
    }

    private static List<String> jars() throws IOException {
        try (var files = Files.list(Program.CLI)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }
}
