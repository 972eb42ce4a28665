package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Guice;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.plugins.BrokenPlugin;
import org.bakeoff.plugins.PinnedPlugins;
import org.bakeoff.plugins.PluginCatalog;
import org.bakeoff.plugins.PluginCatalogs;
import org.bakeoff.plugins.PluginModule;
import org.bakeoff.plugins.PluginPath;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecModule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A jar that is broken, in whatever way, doesn't take the others along, and its user is told what to do. */
class BrokenPluginsTest {

    @TempDir
    Path folder;

    private Path plugins;

    @BeforeEach
    void aGoodPluginLiesBesideTheBrokenOne() throws IOException {
        plugins = folder.resolve("plugins");
        PluginJar.model("Good", "good", "").write(plugins.resolve("good.jar"));
    }

    @Test
    void aClassThatIsMissingIsNamed() throws IOException {
        PluginJar.model("Needy", "needy", "new org.example.lib.Gone();")
                .missing("org.example.lib.Gone", "package org.example.lib; public class Gone {}")
                .write(plugins.resolve("bad.jar"));

        assertBroken("needs the class org.example.lib.Gone, which isn't there", "into a folder of their own");
    }

    @Test
    void aConstructorThatThrowsIsContained() throws IOException {
        PluginJar.model("Throwing", "throwing", "if (true) throw new IllegalStateException(\"no licence\");")
                .write(plugins.resolve("bad.jar"));

        assertBroken("org.example.Throwing fails when it is made", "no licence");
    }

    @Test
    void aStaticInitialiserThatThrowsIsContained() throws IOException {
        PluginJar.model("Static", "static", "Integer.parseInt(Lazy.VALUE);")
                .type(
                        "org.example.Lazy",
                        "package org.example; class Lazy { static final String VALUE = Integer.toString(1 / 0); }")
                .write(plugins.resolve("bad.jar"));

        assertBroken("org.example.Static fails when it is made", "/ by zero");
    }

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
    void aBadNameIsShown() throws IOException {
        PluginJar.model("Named", "Bad Name", "").write(plugins.resolve("bad.jar"));

        assertBroken("names itself 'Bad Name'", "small letters");
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

    @Test
    void anApiOfAnotherVersionIsRecognised() throws IOException {
        // Compiled against an interface that has no description(), as an older api might have had none.
        Path old = new PluginJar()
                .type(
                        "org.bakeoff.api.ModelProvider",
                        "package org.bakeoff.api; public interface ModelProvider<C extends Record> {"
                                + " String name(); C defaults(); }")
                .write(folder.resolve("old-api.jar"));
        new PluginJar()
                .with(old)
                .type(
                        "org.example.Old",
                        "package org.example; public class Old implements org.bakeoff.api.ModelProvider<Old.C> {"
                                + " public record C() {} public String name() { return \"old\"; }"
                                + " public C defaults() { return new C(); } }")
                .models("org.example.Old")
                .write(plugins.resolve("bad.jar"));

        assertBroken("was built against another version of Bakeoff's api", "Build it against bakeoff-api");
    }

    @Test
    void aClassThatTheApiHasNoMoreIsRecognised() throws IOException {
        Path old = new PluginJar()
                .type("org.bakeoff.api.Gone", "package org.bakeoff.api; public class Gone {}")
                .write(folder.resolve("old-api.jar"));
        new PluginJar()
                .with(old)
                .type("org.example.Old", PluginJar.source("Old", "old", "new org.bakeoff.api.Gone();", ""))
                .models("org.example.Old")
                .write(plugins.resolve("bad.jar"));

        assertBroken("another version of Bakeoff's api", "the class org.bakeoff.api.Gone isn't there");
    }

    @Test
    void anAnnotationOfAnotherApiIsRecognised() throws IOException {
        Path old = new PluginJar().type("org.bakeoff.api.ConfigProperty", """
                        package org.bakeoff.api;
                        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                        public @interface ConfigProperty { int value(); int min(); int max(); }
                        """).write(folder.resolve("old-api.jar"));
        new PluginJar()
                .with(old)
                .type(
                        "org.example.Old",
                        PluginJar.source("Old", "old", "", "").replace("\"length of a word's vector\"", "3"))
                .models("org.example.Old")
                .write(plugins.resolve("bad.jar"));

        assertBroken("another version of Bakeoff's api", "Build it against bakeoff-api");
    }

    @ParameterizedTest
    @CsvSource({
        "java.time.LocalDate, null",
        "float, 1f",
        "int[], null",
        "java.util.Map<java.lang.Integer$ java.lang.String>, java.util.Map.of()",
        "java.util.List, null",
        "java.util.List<?>, null",
        "java.util.List<java.util.List<java.lang.Integer>>, null"
    })
    void aKeyForWhichASpecHasNoPlaceIsNamed(String type, String value) throws IOException {
        keyed(type, value).write(plugins.resolve("bad.jar"));

        assertBroken("org.example.Keyed has a key \"odd\" of the type " + type.replace('$', ','), "A key is an int");
    }

    @Test
    void aMissingClassAmongTheKeysIsNamed() throws IOException {
        keyed("org.example.lib.Gone", "null")
                .missing("org.example.lib.Gone", "package org.example.lib; public class Gone {}")
                .write(plugins.resolve("bad.jar"));

        assertBroken("org.example.Keyed needs the class org.example.lib.Gone, which isn't there");
    }

    private static PluginJar keyed(String type, String value) {
        return new PluginJar()
                .type(
                        "org.example.Keyed",
                        PluginJar.source("Keyed", "keyed", "", "")
                                .replace("int embedding) {}", "int embedding, " + type.replace('$', ',') + " odd) {}")
                                .replace("new Config(4)", "new Config(4, " + value + ")"))
                .models("org.example.Keyed");
    }

    @ParameterizedTest
    @CsvSource({"\"nothing\", name()", "\"a model for tests\", description()", "new Config(4), defaults()"})
    void whatIsNullIsNamed(String value, String method) throws IOException {
        new PluginJar()
                .type(
                        "org.example.Nothing",
                        PluginJar.source("Nothing", "nothing", "", "").replace("return " + value + ";", "return null;"))
                .models("org.example.Nothing")
                .write(plugins.resolve("bad.jar"));

        assertThat(InstalledPlugins.find(List.of(plugins)).broken())
                .singleElement()
                .extracting(BrokenPlugin::sentence)
                .asString()
                .contains("org.example.Nothing gives null as its " + method);
    }

    @Test
    void anAbstractClassIsRefused() throws IOException {
        new PluginJar()
                .type(
                        "org.example.Abstract",
                        PluginJar.source("Abstract", "abstract", "", "").replace("public final", "public abstract"))
                .models("org.example.Abstract")
                .write(plugins.resolve("bad.jar"));

        assertBroken("org.example.Abstract is abstract");
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
    void aConstructorThatIsNotPublicIsRefused() throws IOException {
        new PluginJar()
                .type(
                        "org.example.Hidden",
                        PluginJar.source("Hidden", "hidden", "", "").replace("public Hidden()", "Hidden()"))
                .models("org.example.Hidden")
                .write(plugins.resolve("bad.jar"));

        assertBroken("org.example.Hidden", "no public constructor without arguments");
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
    void aClassOfAnotherKindIsRefused() throws IOException {
        new PluginJar()
                .type("org.example.Nothing", "package org.example; public class Nothing {}")
                .models("org.example.Nothing")
                .write(plugins.resolve("bad.jar"));

        assertBroken("org.example.Nothing isn't of the kind", "META-INF/services");
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
    void aConstructorThatDoesNotEndIsLeftBehind() throws IOException {
        PluginJar.model("Slow", "slow", "try { Thread.sleep(1000000); } catch (InterruptedException e) { }")
                .write(plugins.resolve("bad.jar"));

        PluginPath path = new PluginPath(
                getClass().getClassLoader(), PinnedPlugins.copy(List.of(plugins)), List.of(), Duration.ofSeconds(5));
        PluginCatalog<ModelProvider<?>> models = Guice.createInjector(new PluginModule(path), new SpecModule())
                .getInstance(PluginCatalogs.class)
                .models();

        assertThat(models.all()).containsKey("good").doesNotContainKey("slow");
        assertThat(models.broken())
                .singleElement()
                .satisfies(broken -> assertThat(broken.sentence())
                        .contains(
                                "bad.jar",
                                "the constructor of org.example.Slow doesn't come to an end",
                                "does nothing"));
    }

    @Test
    void aClassThatIsNotPublicIsRefused() throws IOException {
        new PluginJar()
                .type(
                        "org.example.Inner",
                        PluginJar.source("Inner", "inner", "", "").replace("public final class", "final class"))
                .models("org.example.Inner")
                .write(plugins.resolve("bad.jar"));

        assertBroken("org.example.Inner", "isn't public", "Make the class and its constructor public");
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

    private void assertBroken(String... says) throws IOException {
        InstalledPlugins found = InstalledPlugins.find(List.of(plugins));

        assertThat(found.plugins()).extracting(InstalledPlugins.Installed::name).contains("good");
        assertThat(found.broken()).singleElement().satisfies(broken -> {
            assertThat(broken.location()).isEqualTo(plugins.resolve("bad.jar"));
            assertThat(broken.sentence()).contains(says).doesNotContain("null");
        });
        assertThat(experiment("good").spec().models()).hasSize(1);
        BrokenPlugin broken = found.broken().get(0);
        assertThatThrownBy(() -> experiment("needed"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("/models/m/plugin")
                .hasMessageContaining(broken.sentence());
    }

    private Experiment experiment(String model) {
        return Experiment.builder()
                .spec("{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"m\": {\"plugin\": \"" + model + "\"}}}")
                .plugins(plugins)
                .build();
    }
}
