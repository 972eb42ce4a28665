package org.bakeoff.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.SourceVersion;
import org.bakeoff.io.FileErrors;

/**
 * One line of a file in {@code META-INF/services}, which names the class of a plugin. Read here rather than by
 * {@link java.util.ServiceLoader}, whose errors don't say which file and line they are about.
 *
 * @param location the jar or folder that the file is in
 * @param number the line's number, from 1 on
 * @param text the line without its comment
 */
record ServicesLine(Path location, int number, String text) {

    /** The size of a file at most, in bytes. */
    private static final int LARGEST = 1 << 20;

    /** Returns the name of the file that lists the plugins of a kind. */
    static String file(Class<?> kind) {
        return "META-INF/services/" + kind.getName();
    }

    /**
     * Reads all lines that a class loader finds for a kind of plugin, without comments and empty lines.
     *
     * @param broken receives the files that can't be read
     */
    static List<ServicesLine> read(ClassLoader loader, Class<?> kind, Consumer<BrokenPlugin> broken) {
        List<ServicesLine> lines = new ArrayList<>();
        List<URL> files;
        try {
            files = Collections.list(loader.getResources(file(kind)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (URL url : files) {
            Path location = location(url, file(kind));
            try {
                lines.addAll(read(url, location));
            } catch (IOException e) {
                broken.accept(new BrokenPlugin(
                        location,
                        "its file " + file(kind) + " can't be read (" + FileErrors.reason(e) + ")",
                        "Build or copy it again"));
            } catch (SecurityException e) {
                broken.accept(PluginDiagnosis.wronglySigned().at(location));
            }
        }
        return lines;
    }

    private static List<ServicesLine> read(URL url, Path location) throws IOException {
        URLConnection connection = url.openConnection();
        // A cached jar would stay open when its plugin is unloaded.
        connection.setUseCaches(false);
        byte[] content;
        try (InputStream in = connection.getInputStream()) {
            content = in.readNBytes(LARGEST + 1);
        }
        if (content.length > LARGEST) {
            throw new IOException("it has more than " + LARGEST + " bytes");
        }
        List<ServicesLine> lines = new ArrayList<>();
        int number = 0;
        for (String line : new String(content, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            String text = line.replaceFirst("#.*", "").strip();
            if (!text.isEmpty()) {
                lines.add(new ServicesLine(location, number, text));
            }
        }
        return lines;
    }

    private static Path location(URL url, String file) {
        String whole = url.toString();
        String base = whole.substring(0, whole.length() - file.length());
        return Path.of(URI.create(base.replaceFirst("^jar:", "").replaceFirst("!/$", "")));
    }

    boolean isClassName() {
        return SourceVersion.isName(text);
    }
}
