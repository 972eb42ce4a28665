package org.bakeoff.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.FileErrors;
import org.jspecify.annotations.Nullable;

/** What plugins may be loaded from: the class path, and each jar and each folder of the plugin folders by itself. */
final class PluginSources {

    private static final List<String> SERVICES = Stream.<Class<?>>of(
                    Dataset.class, ModelProvider.class, Evaluator.class)
            .map(ServicesLine::file)
            .toList();

    private final List<Source> sources = new ArrayList<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();

    /** A class loader and its jar or folder; null for the class path. */
    record Source(ClassLoader loader, @Nullable Path location) {

        /** Returns whether it has a file for the names of plugins of a kind; that of the class path isn't looked for. */
        boolean lists(Class<?> kind) {
            return loader instanceof PluginLoader own && own.findResource(ServicesLine.file(kind)) != null;
        }
    }

    PluginSources(PluginPath path) {
        sources.add(new Source(path.classPath(), null));
        for (Path folder : path.folders()) {
            Path absolute = folder.toAbsolutePath().normalize();
            for (Path entry : entries(absolute)) {
                add(entry, path.classPath());
            }
        }
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BakeoffException(
                    ErrorCode.PLUGIN_FOLDER_UNUSABLE,
                    ErrorLocation.of(folder),
                    "There is no folder " + folder + " to look for plugins in",
                    "Make it, or name another.");
        }
        return list(folder).stream()
                .filter(entry -> isJar(entry) || Files.isDirectory(entry))
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new BakeoffException(
                    ErrorCode.PLUGIN_FOLDER_UNUSABLE,
                    ErrorLocation.of(folder),
                    "Can't read the plugin folder " + folder + ": " + FileErrors.reason(e),
                    "",
                    e);
        }
    }

    private static boolean isJar(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".jar") && !Files.isDirectory(path);
    }

    /** A jar, or a folder of jars or classes that are one plugin. */
    private void add(Path entry, ClassLoader application) {
        List<Path> jars = isJar(entry)
                ? List.of(entry)
                : list(entry).stream().filter(PluginSources::isJar).toList();
        for (Path jar : jars) {
            String fault = fault(jar);
            if (fault != null) {
                broken.add(new BrokenPlugin(
                        jar, "it is no jar that can be read (" + fault + ")", "Build or copy it again, or delete it"));
                return;
            }
        }
        List<URL> urls = new ArrayList<>();
        if (Files.isDirectory(entry)) {
            urls.add(url(entry));
        }
        jars.forEach(jar -> urls.add(url(jar)));
        @SuppressWarnings("resource") // it is closed when its plugin is garbage
        PluginLoader loader = new PluginLoader(entry, urls.toArray(URL[]::new), application);
        if (SERVICES.stream().allMatch(service -> loader.findResource(service) == null)) {
            broken.add(new BrokenPlugin(
                    entry,
                    "it holds no plugin: there is no file " + String.join(", or ", SERVICES),
                    "A plugin needs one of these files, with a line that names its class. What a plugin merely uses"
                            + " goes into a folder beside the plugin's jar"));
            try {
                loader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return;
        }
        sources.add(new Source(loader, entry));
    }

    private static @Nullable String fault(Path jar) {
        if (!Files.isReadable(jar)) {
            return Files.exists(jar) ? "reading it is not allowed" : "it is a link to a file that isn't there";
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.size() == 0 ? "it is empty" : null;
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where to look, the class path first. */
    List<Source> all() {
        return Collections.unmodifiableList(sources);
    }

    /** Jars and folders that hold no plugin of any kind. */
    List<BrokenPlugin> broken() {
        return Collections.unmodifiableList(broken);
    }
}
