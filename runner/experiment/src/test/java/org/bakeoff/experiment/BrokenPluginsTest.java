package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.plugins.BrokenPlugin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A jar that is broken, in whatever way, doesn't take the others along, and its user is told what to do. */
class BrokenPluginsTest extends BrokenPluginHarness {

    @Test
    void linksAndPipesInAPluginFolderAreNotOpened() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Path jar = elsewhere.resolve("bad.jar");
        PluginJar.model("Linked", "linked", "").write(jar);
        Files.createSymbolicLink(plugins.resolve("jar.jar"), jar);
        Files.createSymbolicLink(plugins.resolve("dangling.jar"), elsewhere.resolve("none"));
        Files.createSymbolicLink(plugins.resolve("folder"), elsewhere);
        Path within = Files.createDirectories(plugins.resolve("within"));
        Files.createSymbolicLink(within.resolve("jar.jar"), jar);
        Path services = Files.createDirectories(plugins.resolve("classes/META-INF/services"));
        Path pipe = services.resolve("org.bakeoff.api.ModelProvider");
        for (Path made : List.of(pipe, plugins.resolve("pipe.jar"))) {
            assertThat(new ProcessBuilder("mkfifo", made.toString()).start().waitFor())
                    .isZero();
        }

        InstalledPlugins found = InstalledPlugins.find(List.of(plugins));

        assertThat(found.broken())
                .extracting(BrokenPlugin::location)
                .contains(
                        plugins.resolve("jar.jar"),
                        plugins.resolve("dangling.jar"),
                        plugins.resolve("folder"),
                        within,
                        plugins.resolve("classes"),
                        plugins.resolve("pipe.jar"));
        assertThat(found.named("good")).hasSize(1);
        // The folder itself may be a link.
        Path link = Files.createSymbolicLink(folder.resolve("link"), plugins);
        assertThat(InstalledPlugins.find(List.of(link)).named("good")).hasSize(1);
    }

    @Test
    void aDamagedServicesFileAndALargeOneAreShown() throws IOException {
        Path jar = PluginJar.model("Mine", "mine", "").write(plugins.resolve("bad.jar"));
        byte[] bytes = Files.readAllBytes(jar);
        byte[] line = "META-INF/services/".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length - line.length; at++) {
            if (Arrays.equals(bytes, at, at + line.length, line, 0, line.length)) {
                // The first byte of the compressed content, behind the name in the first of the two headers.
                bytes[at + "META-INF/services/org.bakeoff.api.ModelProvider".length()] ^= 0x7f;
                break;
            }
        }
        Files.write(jar, bytes);

        assertBroken("its file META-INF/services/org.bakeoff.api.ModelProvider can't be read");

        PluginJar.model("Mine", "mine", "").models("# ".repeat(1_000_000)).write(plugins.resolve("bad.jar"));
        assertBroken("its file META-INF/services/org.bakeoff.api.ModelProvider can't be read");
    }

    @Test
    void aDamagedClassIsShown() throws IOException {
        PluginJar.model("Mine", "mine", "")
                .file("org/example/Other.class", "no class")
                .models("org.example.Other")
                .write(plugins.resolve("bad.jar"));

        assertBroken("a class of it is damaged");
    }

    /** To load a class Java loads those above it first, one within the other. */
    @Test
    void aClassThatNoMemoryCouldHoldIsShown() throws IOException {
        PluginJar.model("Mine", "mine", "").models("org.example.C0").write(plugins.resolve("bad.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(plugins.resolve("bad.jar"))) {
            int last = 30_000;
            for (int number = 0; number <= last; number++) {
                Files.write(
                        jar.getPath("org/example/C" + number + ".class"),
                        emptyClass(
                                "org/example/C" + number,
                                number == last ? "java/lang/Object" : "org/example/C" + (number + 1)));
            }
        }

        assertBroken("needs more memory to be loaded or made than Java has");
    }

    /** So JShell and scripts define theirs. */
    @Test
    void anInstanceWhoseClassComesFromNoFileIsRefused() throws Exception {
        ClassLoader shell = new ClassLoader(getClass().getClassLoader()) {

            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.startsWith(Scripted.class.getName()) ? define(name) : super.loadClass(name, resolve);
            }

            private Class<?> define(String name) {
                Class<?> known = findLoadedClass(name);
                try (InputStream in = Objects.requireNonNull(getResourceAsStream(name.replace('.', '/') + ".class"))) {
                    byte[] code = in.readAllBytes();
                    return known == null ? defineClass(name, code, 0, code.length) : known;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        Evaluator<?> scripted = (Evaluator<?>)
                shell.loadClass(Scripted.class.getName()).getConstructor().newInstance();

        assertThat(catchThrowableOfType(
                        BakeoffException.class,
                        () -> evaluated(scripted)
                                .dataset("synthetic")
                                .model("good", "good")
                                .plugins(plugins)
                                .build()))
                .hasMessageContaining("comes from no file")
                .returns(ErrorCode.PLUGIN_FAILED, BakeoffException::code);
    }

    private static <C extends Record> ExperimentBuilder evaluated(Evaluator<C> evaluator) {
        return Experiment.builder().evaluator(evaluator, evaluator.defaults());
    }

    /** An evaluator that finds nothing. */
    public static final class Scripted implements Evaluator<Scripted.Config> {

        /** No configuration. */
        public record Config() {}

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public String description() {
            return "finds nothing";
        }

        @Override
        public Config defaults() {
            return new Config();
        }

        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            return List.of();
        }
    }

    private static byte[] emptyClass(String name, String above) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xCAFEBABE);
        out.writeInt(61);
        out.writeShort(5);
        for (int index = 1; index < 5; index += 2) {
            out.writeByte(1);
            out.writeUTF(index == 1 ? name : above);
            out.writeByte(7);
            out.writeShort(index);
        }
        for (int value : new int[] {0x21, 2, 4, 0, 0, 0, 0}) {
            out.writeShort(value);
        }
        return bytes.toByteArray();
    }

    @Test
    void aLinkAndAPipeAreShown() throws Exception {
        Files.createSymbolicLink(plugins.resolve("bad.jar"), plugins.resolve("good.jar"));
        assertBroken("is a symbolic link");

        Files.delete(plugins.resolve("bad.jar"));
        new ProcessBuilder("mkfifo", plugins.resolve("bad.jar").toString())
                .start()
                .waitFor();
        assertBroken("a pipe");

        Files.delete(plugins.resolve("bad.jar"));
        Path inside = Files.createDirectories(plugins.resolve("bad.jar/META-INF/services"));
        Files.writeString(inside.resolve("org.bakeoff.api.ModelProvider"), "org.example.Mine");
        Files.createSymbolicLink(plugins.resolve("bad.jar/org"), folder);
        assertBroken("is a symbolic link");
    }

    /** As macOS leaves ._plugin.jar beside a jar that it copies. */
    @Test
    void hiddenFilesAreNoPlugins() throws IOException {
        PluginJar.model("Mine", "mine", "").write(plugins.resolve("mine/mine.jar"));
        Files.writeString(plugins.resolve("._good.jar"), "no jar");
        Files.writeString(plugins.resolve("mine/._mine.jar"), "no jar");
        Files.createDirectories(plugins.resolve(".git"));

        InstalledPlugins found = InstalledPlugins.find(List.of(plugins));

        assertThat(found.broken()).isEmpty();
        assertThat(found.named("mine")).hasSize(1);
    }

    @Test
    void aPluginWithTheNameOfTheCopiesListIsShown() throws IOException {
        PluginJar.model("Mine", "mine", "").write(plugins.resolve("pinned.json/mine.jar"));

        InstalledPlugins found = InstalledPlugins.find(List.of(plugins));

        assertThat(found.broken()).extracting(BrokenPlugin::location).containsExactly(plugins.resolve("pinned.json"));
        assertThat(found.named("good")).hasSize(1);
    }

    /** Without plugin folders, nothing notices it before plugins are made. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anInterruptIsNoFaultOfAPlugin(boolean inFolders) {
        List<Path> folders = inFolders ? List.of(plugins) : List.of();
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> InstalledPlugins.find(folders));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aServicesFileWithoutALineIsShown() throws IOException {
        PluginJar.model("Unnamed", "unnamed", "").models("# to do").write(plugins.resolve("bad.jar"));

        assertBroken("its file META-INF/services/org.bakeoff.api.ModelProvider names no class", "Add a line");
    }

    @Test
    void aServicesLineWithATypoIsShown() throws IOException {
        PluginJar.model("Typo", "typo", "").models("org.example.Tpyo").write(plugins.resolve("bad.jar"));

        assertBroken("names the class org.example.Tpyo, which isn't there", "Correct the line");
    }

    @Test
    void aServicesLineThatIsNoNameIsShown() throws IOException {
        PluginJar.model("Line", "line", "").models("my model!").write(plugins.resolve("bad.jar"));

        assertBroken(
                "its services file can't be understood (META-INF/services/org.bakeoff.api.ModelProvider:1: ",
                "full name of a class");
    }

    @Test
    void aFileThatIsNoZipIsRefused() throws IOException {
        Files.writeString(plugins.resolve("bad.jar"), "<html>404</html>");

        assertBroken("it is no jar that can be read", "copy it again");
    }

    @Test
    void aJarWithoutPluginsIsListed() throws IOException {
        new PluginJar()
                .type("org.example.Library", "package org.example; public class Library {}")
                .file("META-INF/services/org.bakeoff.api.ModelProvder", "org.example.Library")
                .write(plugins.resolve("bad.jar"));

        assertBroken("it holds no plugin", "a line that names its class");
    }

    @Test
    void aFolderThatIsNotThereIsRefused() {
        BakeoffException refusal = refusal(() -> InstalledPlugins.find(List.of(folder.resolve("nowhere"))));
        assertThat(refusal.code()).isEqualTo(ErrorCode.PLUGIN_FOLDER_UNUSABLE);
        assertThat(refusal.location()).isEqualTo(ErrorLocation.of(folder.resolve("nowhere")));
    }

    private static BakeoffException refusal(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(BakeoffException.class, call));
    }

    /** What tools that put jars together leave behind. */
    @Test
    void aSignatureOfAnotherJarIsNamed() throws Exception {
        Path keys = folder.resolve("keys.p12");
        assertThat(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "k",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=test",
                                "-storepass",
                                "secret",
                                "-keystore",
                                keys.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start()
                        .waitFor())
                .isZero();
        KeyStore store = KeyStore.getInstance(keys.toFile(), "secret".toCharArray());
        Path library = folder.resolve("library.jar");
        PluginJar.model("Library", "library", "").write(library);
        Path signed = folder.resolve("signed.jar");
        try (ZipFile zip = new ZipFile(library.toFile());
                OutputStream out = Files.newOutputStream(signed)) {
            new JarSigner.Builder((KeyStore.PrivateKeyEntry)
                            store.getEntry("k", new KeyStore.PasswordProtection("secret".toCharArray())))
                    .signerName("K")
                    .build()
                    .sign(zip, out);
        }
        Path bad = plugins.resolve("bad.jar");
        PluginJar.model("Bad", "bad", "")
                .file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n")
                .write(bad);
        try (FileSystem from = FileSystems.newFileSystem(signed);
                FileSystem to = FileSystems.newFileSystem(bad)) {
            for (String name : List.of("META-INF/K.SF", "META-INF/K.EC")) {
                Files.copy(from.getPath(name), to.getPath(name));
            }
        }

        assertBroken("its signature is not that of its files", "Build it without META-INF/*.SF");
    }
}
