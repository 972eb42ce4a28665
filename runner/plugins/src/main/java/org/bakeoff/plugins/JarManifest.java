package org.bakeoff.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bakeoff.io.FileRefusedException;

/** Checks what a plugin's jar says of itself before Java believes it. */
final class JarManifest {

    /** Lists the jars that belong together; old versions of Java load from them. */
    private static final String INDEX = "META-INF/INDEX.LIST";

    private static final int LARGEST_INDEX = 16 << 20;

    /** The size of a manifest at most, in bytes: Java reads it whole. A signed jar of 30,000 classes has one of some 3,000,000. */
    private static final int LARGEST_MANIFEST = 8 << 20;

    private static final int MOST_REPEATED = 100;

    private JarManifest() {}

    /**
     * Checks that a jar names no other one outside of the copies, from which Java would load classes, too, and that its manifest is one that
     * Java can read.
     *
     * @param original what to name in a message
     * @throws FileRefusedException if not
     */
    static void check(Path original, Path jar, Path copies) throws IOException {
        if (!hasUsualManifest(jar)) {
            throw new FileRefusedException(
                    original,
                    "has a manifest of more than " + LARGEST_MANIFEST + " bytes, or one that repeats its attributes",
                    "Build it again with a manifest of the usual size.");
        }
        for (String name : named(jar)) {
            if (!isWithin(name, jar, copies)) {
                throw new FileRefusedException(
                        original,
                        "names jars outside of its folder in its manifest or index",
                        "Put what it needs into a folder with it, and leave Class-Path and META-INF/INDEX.LIST out.");
            }
        }
    }

    /** Returns whether the manifest, if there is one, isn't too large for Java to read, which warns of each attribute that a section repeats. */
    private static boolean hasUsualManifest(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                if (entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME)) {
                    // Its size is what it says of itself.
                    try (InputStream in = file.getInputStream(entry)) {
                        byte[] content = in.readNBytes(LARGEST_MANIFEST + 1);
                        if (content.length > LARGEST_MANIFEST || repeated(content) > MOST_REPEATED) {
                            return false;
                        }
                    }
                }
            }
            return true;
        } catch (ZipException e) {
            // Java can't load from it either.
            return true;
        }
    }

    private static int repeated(byte[] manifest) {
        int repeated = 0;
        Set<String> names = new HashSet<>();
        for (String line : (Iterable<String>) new String(manifest, StandardCharsets.UTF_8).lines()::iterator) {
            if (line.isEmpty()) {
                names.clear();
            } else if (!line.startsWith(" ")) {
                repeated += names.add(line.split(":", 2)[0].toLowerCase(Locale.ROOT)) ? 0 : 1;
            }
        }
        return repeated;
    }

    /** Returns the addresses of what a jar's manifest and index name. */
    private static List<String> named(Path jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            String path = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (path != null) {
                names.addAll(List.of(path.strip().split("\\s+")));
            }
            ZipEntry index = file.getEntry(INDEX);
            if (index != null) {
                try (InputStream in = file.getInputStream(index)) {
                    String lines = new String(in.readNBytes(LARGEST_INDEX), StandardCharsets.UTF_8);
                    lines.lines().filter(line -> line.endsWith(".jar")).forEach(names::add);
                }
            }
        } catch (ZipException e) {
            // Java can't load from it either.
        }
        return names;
    }

    /** Returns whether an address leads to a folder or a jar of the copies, whose own manifest was checked. */
    private static boolean isWithin(String address, Path jar, Path copies) {
        try {
            URL url = new URL(jar.toUri().toURL(), address);
            Path path = Path.of(url.toURI()).normalize();
            return path.startsWith(copies)
                    && (address.isEmpty() || url.getPath().endsWith("/") || PinnedPlugins.isJar(path));
        } catch (MalformedURLException
                | URISyntaxException
                | IllegalArgumentException
                | FileSystemNotFoundException e) {
            return false;
        }
    }
}
