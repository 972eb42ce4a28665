package org.bakeoff.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bakeoff.plugins.PluginOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@link PluginCode} and {@link PluginOrigin} with classes that are loaded from jars in a jar, as Spring Boot packs them. */
class PluginCodeTest {

    /** A class of a plugin that names another. */
    static final class Plugged {
        final Library library = new Library();
    }

    /** A class of a library. */
    static final class Library {}

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource({"jar:nested:,/!", "jar:file:,!/"})
    void identifiesAPluginInANestedJarAsTheSameJarAlone(String scheme, String mark) throws Exception {
        Path jar = jar(temp.resolve("plug in.jar"), Map.of(name(Plugged.class), bytes(Plugged.class)));
        Path library = jar(temp.resolve("library.jar"), Map.of(name(Library.class), bytes(Library.class)));
        Path outer = jar(
                temp.resolve("the app.jar"),
                Map.of(
                        "BOOT-INF/lib/plug in.jar",
                        Files.readAllBytes(jar),
                        "BOOT-INF/lib/library.jar",
                        Files.readAllBytes(library)));
        String lib = scheme + outer.toUri().getRawPath() + mark + "BOOT-INF/lib/";

        Class<?> nested = load(lib + "plug%20in.jar!/", lib + "library.jar!/");
        Class<?> alone = load("jar:" + jar.toUri() + "!/", "jar:" + library.toUri() + "!/");

        assertThat(PluginCode.sha256(nested)).isEqualTo(PluginCode.sha256(alone));
        assertThat(PluginOrigin.of(nested).location()).isEqualTo(outer.resolve("BOOT-INF/lib/plug in.jar"));
        assertThat(PluginOrigin.of(nested).content()).hasSameBinaryContentAs(jar);
    }

    @ParameterizedTest
    @CsvSource({"jar:nested:,/!,/!/", "jar:file:,!/,!/"})
    void identifiesAPluginAmongTheClassesOfAnApplication(String scheme, String mark, String end) throws Exception {
        Path folder = temp.resolve("classes");
        for (Class<?> type : new Class<?>[] {Plugged.class, Library.class}) {
            Path file = folder.resolve(name(type));
            Files.createDirectories(file.getParent());
            Files.write(file, bytes(type));
        }
        Path outer = jar(
                temp.resolve("app.jar"),
                Map.of(
                        "BOOT-INF/classes/" + name(Plugged.class),
                        bytes(Plugged.class),
                        "BOOT-INF/classes/" + name(Library.class),
                        bytes(Library.class),
                        "BOOT-INF/lib/other.jar",
                        "other".getBytes(UTF_8)));
        String classes = scheme + outer.toUri().getRawPath() + mark + "BOOT-INF/classes" + end;

        Class<?> nested = load(classes, classes);
        Class<?> alone = load(folder.toUri().toString(), folder.toUri().toString());

        assertThat(PluginCode.librariesSha256(nested)).isEqualTo(PluginCode.librariesSha256(alone));
        assertThat(SourceFingerprint.of("nested", PluginOrigin.of(nested).content())
                        .sha256())
                .isEqualTo(SourceFingerprint.of("nested", folder).sha256());
    }

    @Test
    void twoLibrariesOfOneNameAreTwo() throws Exception {
        Path jar = jar(temp.resolve("plugin.jar"), Map.of(name(Plugged.class), bytes(Plugged.class)));
        Path one = jar(temp.resolve("one.jar"), Map.of(name(Library.class), bytes(Library.class)));
        Path two = jar(temp.resolve("two.jar"), Map.of(name(Library.class), bytes(Library.class), "more", new byte[1]));
        Path outer = jar(
                temp.resolve("app.jar"),
                Map.of("a/library.jar", Files.readAllBytes(one), "b/library.jar", Files.readAllBytes(two)));
        String plugin = "jar:" + jar.toUri() + "!/";
        String nested = "jar:nested:" + outer.toUri().getRawPath() + "/!";

        assertThat(PluginCode.librariesSha256(load(plugin, nested + "a/library.jar!/")))
                .isNotEqualTo(PluginCode.librariesSha256(load(plugin, nested + "b/library.jar!/")));
    }

    private static Class<?> load(String plugin, String library) throws Exception {
        return new Loader(Map.of(Plugged.class.getName(), plugin, Library.class.getName(), library))
                .loadClass(Plugged.class.getName());
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes(Class<?> type) {
        try (InputStream in = type.getResourceAsStream(type.getName().replaceAll(".*[.]", "") + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(Path file, Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return Files.write(file, bytes.toByteArray());
    }

    /** Loads two classes as if from given places, under the URLs that Spring Boot's loader gives. */
    private static final class Loader extends ClassLoader {

        private final Map<String, String> places;

        Loader(Map<String, String> places) {
            super(PluginCodeTest.class.getClassLoader());
            this.places = places;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            String place = places.get(name);
            if (place == null) {
                return super.loadClass(name, resolve);
            }
            byte[] bytes = bytes(name.equals(Plugged.class.getName()) ? Plugged.class : Library.class);
            return defineClass(
                    name,
                    bytes,
                    0,
                    bytes.length,
                    new ProtectionDomain(new CodeSource(url(place), (Certificate[]) null), null));
        }

        @Override
        public URL getResource(String name) {
            String place = places.get(name.replace('/', '.').replaceAll("[.]class$", ""));
            return place == null ? super.getResource(name) : url(place + name);
        }

        private static URL url(String text) {
            try {
                return new URL(null, text, new URLStreamHandler() {
                    @Override
                    protected URLConnection openConnection(URL url) throws IOException {
                        throw new IOException("nothing opens it: " + url);
                    }

                    @Override
                    protected void parseURL(URL url, String spec, int start, int limit) {
                        setURL(url, url.getProtocol(), "", -1, "", null, spec.substring(start), null, null);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
