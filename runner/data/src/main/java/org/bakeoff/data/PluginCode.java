package org.bakeoff.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.Sha256;
import org.bakeoff.plugins.CodeLocation;
import org.bakeoff.plugins.PluginOrigin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identifies the code that a plugin's results depend on: its jar, and the libraries that its classes name, which several plugins may
 * share, such as the toolkit with its tokenizers. Of the toolkit, which belongs to Bakeoff as plugins do, the libraries count too.
 *
 * <p>Source: Java Virtual Machine Specification, 4.4, "The Constant Pool".
 */
public final class PluginCode {

    private static final Logger LOG = LoggerFactory.getLogger(PluginCode.class);
    private static final String TOOLKIT = "org/bakeoff/toolkit/";
    private static final String CLASS = ".class";
    private static final String JAR = ".jar";

    /** What is on the class path doesn't change while its classes are in use. */
    private static final Map<Path, String> LIBRARIES = new ConcurrentHashMap<>();

    private static final Map<Path, Set<String>> TOOLKITS = new ConcurrentHashMap<>();

    /** By the loader, which finds the same libraries for all of a jar's classes. */
    private static final Map<ClassLoader, Map<Path, String>> FOUND = Collections.synchronizedMap(new WeakHashMap<>());

    private PluginCode() {}

    /** Returns the SHA-256 of all the code of a class that a plugin made something of. */
    static String sha256(Class<?> type) throws IOException {
        return Sha256.of(sha256(PluginOrigin.of(type)) + librariesSha256(type));
    }

    /** Returns the SHA-256 of a plugin's jar or folder, as it was loaded. */
    public static String sha256(PluginOrigin origin) throws IOException {
        String copied = origin.copied();
        return copied == null ? SourceFingerprint.of("plugin", origin.content()).sha256() : copied;
    }

    /** Returns the SHA-256 of the libraries that a plugin's class, and all that lies in its jar or folder, names. */
    public static String librariesSha256(Class<?> type) throws IOException {
        Path own = PluginOrigin.of(type).content();
        Map<Path, String> found = FOUND.computeIfAbsent(type.getClassLoader(), loader -> new ConcurrentHashMap<>());
        String known = found.get(own);
        if (known == null) {
            known = librariesSha256(type.getClassLoader(), own);
            found.put(own, known);
        }
        return known;
    }

    private static String librariesSha256(ClassLoader loader, Path own) throws IOException {
        Set<Path> seen = new LinkedHashSet<>(List.of(own));
        Set<String> found = new TreeSet<>();
        Deque<Set<String>> named = new ArrayDeque<>(List.of(names(own)));
        while (!named.isEmpty()) {
            for (String name : named.pop()) {
                Optional<Path> place = place(loader, name);
                if (place.isPresent() && !place.get().startsWith(own) && seen.add(place.get())) {
                    found.add(library(place.get()));
                    if (name.startsWith(TOOLKIT)) {
                        named.add(toolkit(place.get()));
                    }
                }
            }
        }
        return Sha256.of(String.join("\n", found));
    }

    /** Returns the jar or folder that a class comes from; empty for those of Java, and those that aren't there. */
    private static Optional<Path> place(ClassLoader loader, String name) throws IOException {
        URL url = loader.getResource(name + CLASS);
        return url == null
                ? Optional.empty()
                : CodeLocation.holding(url, name + CLASS).map(CodeLocation::content);
    }

    private static String library(Path place) throws IOException {
        String known = LIBRARIES.get(place);
        if (known == null) {
            known = Files.isDirectory(place)
                    ? SourceFingerprint.of(place.toString(), place).sha256()
                    : contents(place);
            LIBRARIES.put(place, known);
        }
        return known;
    }

    /** Returns the SHA-256 of a jar's directory, which has the CRC-32 of every file, since a library may be large. */
    private static String contents(Path jar) throws IOException {
        RegularFiles.requireRegular(jar.toRealPath());
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return Sha256.of(zip.stream()
                    .map(entry -> entry.getName() + " " + entry.getCrc() + " " + entry.getSize())
                    .collect(Collectors.joining("\n")));
        }
    }

    private static Set<String> toolkit(Path place) throws IOException {
        Set<String> known = TOOLKITS.get(place);
        if (known == null) {
            known = names(place);
            TOOLKITS.put(place, known);
        }
        return known;
    }

    /** Returns the classes that those of a jar, a folder of classes or one of jars name, but for Java's own. */
    private static Set<String> names(Path place) throws IOException {
        Set<String> names = new TreeSet<>();
        if (!Files.isDirectory(place)) {
            addJar(place, names);
            return names;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(place)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            if (file.toString().endsWith(CLASS)) {
                try (InputStream in = RegularFiles.read(file)) {
                    add(in, names);
                }
            } else if (file.toString().endsWith(JAR)) {
                addJar(file, names);
            }
        }
        return names;
    }

    private static void addJar(Path jar, Set<String> names) throws IOException {
        RegularFiles.requireRegular(jar.toRealPath());
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(one -> one)::iterator) {
                if (entry.getName().endsWith(CLASS)) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        add(in, names);
                    }
                }
            }
        }
    }

    /** Adds the classes that a class names. A damaged one, which may never be loaded, names none. */
    private static void add(InputStream in, Set<String> names) throws IOException {
        try {
            addConstants(in, names);
        } catch (EOFException | UTFDataFormatException | ZipException e) {
            LOG.debug("the classes that a class names can't be read", e);
        }
    }

    private static void addConstants(InputStream in, Set<String> names) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in));
        data.skipNBytes(8);
        int count = data.readUnsignedShort();
        Map<Integer, String> texts = new HashMap<>();
        List<Integer> classes = new ArrayList<>();
        for (int index = 1; index < count; index++) {
            switch (data.readUnsignedByte()) {
                case 1 -> texts.put(index, data.readUTF());
                case 7 -> classes.add(data.readUnsignedShort());
                case 5, 6 -> {
                    // Numbers of eight bytes take two places.
                    data.skipNBytes(8);
                    index++;
                }
                case 8, 16, 19, 20 -> data.skipNBytes(2);
                case 15 -> data.skipNBytes(3);
                default -> data.skipNBytes(4);
            }
        }
        for (int index : classes) {
            String name = texts.getOrDefault(index, "");
            // Those of arrays begin with brackets, and their elements are named elsewhere.
            if (!name.startsWith("java/") && !name.startsWith("[")) {
                names.add(name);
            }
        }
    }
}
