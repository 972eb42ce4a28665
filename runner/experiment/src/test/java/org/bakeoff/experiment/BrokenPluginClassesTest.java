package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.plugins.BrokenPlugin;
import org.bakeoff.plugins.PinnedPlugins;
import org.bakeoff.plugins.PluginCatalog;
import org.bakeoff.plugins.PluginCatalogs;
import org.bakeoff.plugins.PluginModule;
import org.bakeoff.plugins.PluginPath;
import org.bakeoff.spec.SpecModule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A class that is no plugin, in whatever way, doesn't take other plugins along, and its user is told what to do. */
class BrokenPluginClassesTest extends BrokenPluginHarness {

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
    void aBadNameIsShown() throws IOException {
        PluginJar.model("Named", "Bad Name", "").write(plugins.resolve("bad.jar"));

        assertBroken("names itself 'Bad Name'", "small letters");
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
    void aClassOfAnotherKindIsRefused() throws IOException {
        new PluginJar()
                .type("org.example.Nothing", "package org.example; public class Nothing {}")
                .models("org.example.Nothing")
                .write(plugins.resolve("bad.jar"));

        assertBroken("org.example.Nothing isn't of the kind", "META-INF/services");
    }

    @Tag("endurance")
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
}
