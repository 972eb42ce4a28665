package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds real jars of plugins from source. */
final class PluginJar {

    /** What sources became that many tests have; a compiler takes longer than most of them. */
    private static final Map<Map<String, String>, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>();
    private boolean lines = true;

    /** A class, by its full name. */
    PluginJar type(String name, String source) {
        sources.put(name, source);
        return this;
    }

    /** A class that others are compiled against, but that isn't in the jar. */
    PluginJar missing(String name, String source) {
        left.add(name.replace('.', '/') + ".class");
        return type(name, source);
    }

    /** A jar that is there when it is compiled. */
    PluginJar with(Path jar) {
        classPath.add(jar);
        return this;
    }

    /** Leaves out what a compiler can: the names of source files, and the numbers of their lines. */
    PluginJar withoutLines() {
        lines = false;
        return this;
    }

    /** A file that is no class. */
    PluginJar file(String path, String content) {
        files.put(path, content);
        return this;
    }

    /** The line that makes a class a model. */
    PluginJar models(String line) {
        return file("META-INF/services/org.bakeoff.api.ModelProvider", line + "\n");
    }

    /** A model that counts nothing, of a class org.example.NAME, with a statement in its constructor. */
    static PluginJar model(String type, String name, String constructor) {
        return new PluginJar()
                .type("org.example." + type, source(type, name, constructor, ""))
                .models("org.example." + type);
    }

    static String source(String type, String name, String constructor, String create) {
        return """
                package org.example;

                import ai.djl.nn.Block;
                import ai.djl.nn.SequentialBlock;
                import ai.djl.nn.core.Linear;
                import ai.djl.ndarray.NDList;
                import org.bakeoff.api.DatasetInfo;
                import org.bakeoff.api.ConfigProperty;
                import org.bakeoff.api.ModelProvider;

                public final class TYPE implements ModelProvider<TYPE.Config> {
                    public record Config(@ConfigProperty(value = "length of a word's vector", min = 1, max = 64) int embedding) {}

                    public TYPE() {
                        CONSTRUCTOR
                    }

                    @Override
                    public String name() {
                        return "NAME";
                    }

                    @Override
                    public String description() {
                        return "a model for tests";
                    }

                    @Override
                    public Config defaults() {
                        return new Config(4);
                    }

                    @Override
                    public Block create(Config config, DatasetInfo data) {
                        CREATE
                        return new SequentialBlock()
                                .add(ids -> new NDList(ids.singletonOrThrow()
                                        .oneHot(data.vocabularySize())
                                        .mean(new int[] {1})))
                                .add(Linear.builder().setUnits(config.embedding()).build())
                                .add(Linear.builder().setUnits(data.outputs()).build());
                    }
                }
                """.replace("TYPE", type)
                .replace("NAME", name)
                .replace("CONSTRUCTOR", constructor)
                .replace("CREATE", create);
    }

    /** Compiles all and writes the jar. */
    Path write(Path jar) throws IOException {
        Map<String, byte[]> classes = classPath.isEmpty() && lines ? compiled() : compile();
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> type : classes.entrySet()) {
                if (!left.contains(type.getKey())) {
                    zip.putNextEntry(new JarEntry(type.getKey()));
                    zip.write(type.getValue());
                }
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new JarEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private Map<String, byte[]> compiled() throws IOException {
        Map<String, byte[]> known = COMPILED.get(sources);
        if (known == null) {
            known = compile();
            COMPILED.put(Map.copyOf(sources), known);
        }
        return known;
    }

    /** Returns the files of the classes, by their paths. */
    private Map<String, byte[]> compile() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        if (sources.isEmpty()) {
            return files;
        }
        Path classes = Files.createTempDirectory("classes");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        classPath.forEach(jar -> path.insert(0, jar + java.io.File.pathSeparator));
        List<SimpleJavaFileObject> units = sources.entrySet().stream()
                .map(source -> (SimpleJavaFileObject) new Source(source.getKey(), source.getValue()))
                .toList();
        List<String> options = List.of(
                "-d", classes.toString(), "-cp", path.toString(), "-proc:none", "-nowarn", lines ? "-g" : "-g:none");
        assertThat(compiler.getTask(null, null, null, options, null, units).call())
                .isTrue();
        try (Stream<Path> found = Files.walk(classes)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String content;

        Source(String name, String content) {
            super(URI.create("string:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.content = content;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return content;
        }
    }
}
