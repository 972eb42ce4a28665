package org.bakeoff.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bakeoff.io.FileRefusedException;
import org.bakeoff.io.RegularFiles;
import org.jspecify.annotations.Nullable;

/**
 * A jar or a folder that classes are loaded from. One that lies in another jar, as Spring Boot packs an application, is copied into a
 * temporary folder once per process, so that it can be read like any other.
 *
 * @param path where it is; below the path of the outer jar, where it lies in one
 * @param content what can be read: the path, or the copy
 */
public record CodeLocation(Path path, Path content) {

    private static final Pattern JAR = Pattern.compile("jar:(file:[^!]+)!/");

    /** Spring Boot's URLs, since 3.2 and before: {@code jar:nested:OUTER/!INNER!/} and {@code jar:file:OUTER!/INNER!/}. */
    private static final Pattern NESTED = Pattern.compile("jar:(?:nested|file):(.+?)/?!/?([^!]+?)/?!/");

    private static final Map<String, CodeLocation> COPIES = new HashMap<>();
    private static @Nullable TemporaryFolder copies;

    /**
     * Returns where the jar or folder of classes is that a class loader gives a URL of; empty if that is no file.
     *
     * @throws IOException if it lies in another jar and can't be copied
     */
    static Optional<CodeLocation> of(String url) throws IOException {
        Matcher nested = NESTED.matcher(url);
        try {
            if (nested.matches()) {
                return Optional.of(copy(
                        Path.of(new URI("file:" + nested.group(1))),
                        new URI("file:/" + nested.group(2)).getPath().substring(1)));
            }
            Matcher jar = JAR.matcher(url);
            URI uri = new URI(jar.matches() ? jar.group(1) : url);
            if (!"file".equals(uri.getScheme())) {
                return Optional.empty();
            }
            Path path = Path.of(uri);
            return Optional.of(new CodeLocation(path, path));
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns where a class loader found a resource; empty if that is no file.
     *
     * @param name the one that the resource was asked for by
     * @throws IOException if it lies in another jar and can't be copied
     */
    public static Optional<CodeLocation> holding(URL resource, String name) throws IOException {
        String url = resource.toString();
        // The name may be escaped in the URL, but has as many parts.
        int end = url.length();
        for (int part = name.split("/").length; part > 0; part--) {
            end = url.lastIndexOf('/', end - 1);
        }
        return of(url.substring(0, end + 1));
    }

    /** Returns where a class comes from; empty if that is no file. */
    static Optional<CodeLocation> of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return source == null || source.getLocation() == null
                    ? Optional.empty()
                    : of(source.getLocation().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it lies in another jar. */
    boolean isNested() {
        return !path.equals(content);
    }

    private static CodeLocation copy(Path outer, String inner) throws IOException {
        synchronized (COPIES) {
            CodeLocation known = COPIES.get(outer + "!" + inner);
            if (known != null) {
                return known;
            }
            TemporaryFolder root = copies == null ? TemporaryFolder.make("bakeoff-jars") : copies;
            copies = root;
            // Two jars may have the same name.
            Path folder = Files.createTempDirectory(root.path(), "jar");
            Path copy = folder.resolve(String.valueOf(Path.of(inner).getFileName()));
            try (ZipFile zip = RegularFiles.zip(RegularFiles.named(outer))) {
                ZipEntry file = zip.getEntry(inner);
                if (file != null && !file.isDirectory()) {
                    write(zip, file, copy);
                } else {
                    unpack(zip, inner + "/", copy);
                }
            }
            CodeLocation copied = new CodeLocation(outer.resolve(inner), copy);
            COPIES.put(outer + "!" + inner, copied);
            return copied;
        }
    }

    private static void unpack(ZipFile zip, String folder, Path copy) throws IOException {
        List<ZipEntry> files = zip.stream()
                .<ZipEntry>map(entry -> entry)
                .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                .toList();
        if (files.isEmpty()) {
            throw new FileRefusedException(
                    Path.of(zip.getName()),
                    "has no " + folder + " any more, which classes were loaded from",
                    "Start the application again.");
        }
        RegularFiles.makeFolder(copy);
        for (ZipEntry file : files) {
            Path name = Path.of(file.getName().substring(folder.length()));
            if (name.getParent() != null) {
                RegularFiles.makeFolder(copy, name.getParent().toString());
            }
            write(zip, file, RegularFiles.within(copy, name.toString()));
        }
    }

    private static void write(ZipFile zip, ZipEntry file, Path copy) throws IOException {
        try (InputStream in = zip.getInputStream(file);
                OutputStream out = RegularFiles.create(copy)) {
            in.transferTo(out);
        }
    }
}
