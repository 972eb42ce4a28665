package org.bakeoff.plugins;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.lang.model.SourceVersion;

/**
 * One line of a file in {@code META-INF/services}, which names the class of a plugin. Read here rather than by
 * {@link java.util.ServiceLoader}, whose errors don't say which file and line they are about.
 *
 * @param location the jar or folder that the file is in
 * @param number the line's number, from 1 on
 * @param text the line without its comment
 */
record ServicesLine(Path location, int number, String text) {

    /** Returns the name of the file that lists the plugins of a kind. */
    static String file(Class<?> kind) {
        return "META-INF/services/" + kind.getName();
    }

    /** Reads all lines that a class loader finds for a kind of plugin, without comments and empty lines. */
    static List<ServicesLine> read(ClassLoader loader, Class<?> kind) {
        List<ServicesLine> lines = new ArrayList<>();
        try {
            for (URL url : Collections.list(loader.getResources(file(kind)))) {
                read(url, location(url, file(kind)), lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static void read(URL url, Path location, List<ServicesLine> lines) throws IOException {
        URLConnection connection = url.openConnection();
        // A cached jar would stay open when its plugin is unloaded.
        connection.setUseCaches(false);
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                String text = line.replaceFirst("#.*", "").strip();
                if (!text.isEmpty()) {
                    lines.add(new ServicesLine(location, number, text));
                }
            }
        }
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
