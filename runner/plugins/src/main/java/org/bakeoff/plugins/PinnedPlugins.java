package org.bakeoff.plugins;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.FileRefusedException;
import org.bakeoff.io.Json;
import org.bakeoff.io.PlainPath;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Private copies of the plugins in plugin folders, made before anything is loaded from them: whoever replaces a jar while an
 * experiment runs changes nothing of it. Worker processes get the copies, and check them. The copies are deleted when this is closed, or
 * once neither the experiment nor a plugin uses them any more, and when the JVM exits.
 */
public final class PinnedPlugins implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PinnedPlugins.class);

    /** Lists the files of a copied folder, beside them. */
    private static final String LIST = "pinned.json";

    private static final int LARGEST_LIST = 16 << 20;

    private static final List<String> SERVICES = Stream.<Class<?>>of(
                    Dataset.class, ModelProvider.class, Evaluator.class)
            .map(ServicesLine::file)
            .toList();

    private final @Nullable TemporaryFolder root;
    private final List<Path> folders = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<BrokenPlugin> broken = new ArrayList<>();
    /** What holds jars of the copies open. */
    private final List<PluginLoader> loaders = new ArrayList<>();

    /**
     * A jar, or a folder of jars or classes that are one plugin.
     *
     * @param original where it was found
     * @param copy what is loaded
     * @param sha256 what it was when it was copied; the plugin itself may write there
     */
    record Entry(Path original, Path copy, String sha256) {

        List<Path> jars() throws IOException {
            return PinnedPlugins.jars(copy);
        }
    }

    /**
     * The files of a copied folder.
     *
     * @param folder the original
     * @param files the SHA-256 of each file, by its path in the folder
     */
    private record Listed(String folder, Map<String, String> files) {}

    private PinnedPlugins(@Nullable TemporaryFolder root) {
        this.root = root;
    }

    /**
     * Copies the plugins of folders. What holds no plugin, or can't be read, is {@link #broken() broken} and not copied.
     *
     * @param folders folders of which every jar, and every folder, is a plugin
     * @throws BakeoffException if there is no such folder, or no room for the copies
     */
    public static PinnedPlugins copy(List<Path> folders) {
        if (folders.isEmpty()) {
            return new PinnedPlugins(null);
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            PinnedPlugins pinned = new PinnedPlugins(TemporaryFolder.make("bakeoff-plugins"));
            Set<Path> found = new HashSet<>();
            for (Path folder : folders) {
                Path plain = PlainPath.of(folder);
                // Named twice, as Bakeoff's own may be, each of its plugins would clash with itself.
                if (!Files.isDirectory(plain) || found.add(plain.toRealPath())) {
                    pinned.add(plain);
                }
            }
            return pinned;
        } catch (IOException e) {
            Cancellation.check(e);
            throw BakeoffException.of(
                    ErrorCode.PLUGIN_FOLDER_UNUSABLE,
                    temporary,
                    "Plugins can't be copied to the temporary folder " + temporary,
                    "Make room there. BAKEOFF_JAVA_OPTIONS=-Djava.io.tmpdir=DIR names another place.",
                    e);
        }
    }

    /**
     * Opens copies that another process made, after checking that they are as it made them.
     *
     * @param copies its {@link #folders()}
     * @throws BakeoffException if a file is missing or has changed
     */
    public static PinnedPlugins open(List<Path> copies) {
        PinnedPlugins pinned = new PinnedPlugins(null);
        for (Path copy : copies) {
            try {
                pinned.check(copy);
            } catch (IOException | JacksonException e) {
                throw changed(copy, e);
            }
        }
        return pinned;
    }

    private void check(Path folder) throws IOException {
        Listed listed = Json.COMPACT.readValue(RegularFiles.text(folder.resolve(LIST), LARGEST_LIST), Listed.class);
        for (Map.Entry<String, String> file : listed.files().entrySet()) {
            Path copy = RegularFiles.within(folder, file.getKey());
            if (!Sha256.of(copy).equals(file.getValue())) {
                throw changed(copy, null);
            }
        }
        folders.add(folder);
        Map<Path, Map<String, String>> own = new LinkedHashMap<>();
        listed.files()
                .forEach((name, sha256) -> own.computeIfAbsent(Path.of(name).getName(0), entry -> new HashMap<>())
                        .put(name, sha256));
        own.forEach((name, files) -> entries.add(
                new Entry(Path.of(listed.folder()).resolve(name), folder.resolve(name), sha256(name, files))));
    }

    /** Returns the SHA-256 of an entry by those of its files: that of a jar, or else of a folder. */
    private static String sha256(Path entry, Map<String, String> files) {
        Map<String, String> own = new HashMap<>();
        files.forEach((name, sha256) ->
                own.put(entry.relativize(Path.of(name)).toString().replace(File.separatorChar, '/'), sha256));
        String jar = own.get("");
        return jar == null ? Sha256.ofFolder(own) : jar;
    }

    private static BakeoffException changed(Path copy, @Nullable Exception cause) {
        return new BakeoffException(
                ErrorCode.PLUGIN_FOLDER_UNUSABLE,
                ErrorLocation.of(copy),
                "the copy of a plugin, " + copy + ", isn't as the run made it",
                "Run again, and let nothing else change that folder. If the plugin itself writes where its own code lies, it"
                        + " must write elsewhere.",
                cause);
    }

    private void add(Path folder) throws IOException {
        Path copy = root().resolve(String.valueOf(folders.size()));
        folders.add(Files.createDirectory(copy));
        Map<String, String> files = new TreeMap<>();
        for (Path entry : entries(folder)) {
            if (entry.endsWith(LIST)) {
                broken.add(new BrokenPlugin(entry, "no plugin may have this name", "Give it another"));
            } else if (Files.isDirectory(entry) || isJar(entry)) {
                try {
                    add(folder, entry, copy, files);
                } catch (FileRefusedException e) {
                    broken.add(new BrokenPlugin(entry, "it isn't loaded: " + e.problem(), e.remedy()));
                } catch (IOException e) {
                    Cancellation.check(e);
                    broken.add(new BrokenPlugin(
                            entry,
                            "it is no jar that can be read (" + FileErrors.reason(e) + ")",
                            "Build or copy it again, or delete it"));
                }
            }
        }
        Files.writeString(copy.resolve(LIST), Json.COMPACT.writeValueAsString(new Listed(folder.toString(), files)));
    }

    private static List<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            boolean file = Files.exists(folder);
            throw new BakeoffException(
                    ErrorCode.PLUGIN_FOLDER_UNUSABLE,
                    ErrorLocation.of(folder),
                    file
                            ? folder + " is a file, and plugins are looked for in a folder"
                            : "There is no folder " + folder + " to look for plugins in",
                    file ? "Name the folder that it is in." : "Make it, or name another.");
        }
        try {
            return RegularFiles.list(folder).stream()
                    .filter(entry -> !isHidden(entry))
                    .toList();
        } catch (IOException e) {
            throw BakeoffException.of(
                    ErrorCode.PLUGIN_FOLDER_UNUSABLE, folder, "Can't read the plugin folder " + folder, "", e);
        }
    }

    static boolean isJar(Path path) {
        return path.toString().toLowerCase(Locale.ROOT).endsWith(".jar") && !isHidden(path) && !Files.isDirectory(path);
    }

    /** Returns whether a file is one that systems leave beside others, such as macOS's ._plugin.jar. */
    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static List<Path> jars(Path entry) throws IOException {
        return isJar(entry)
                ? List.of(entry)
                : RegularFiles.list(entry).stream().filter(PinnedPlugins::isJar).toList();
    }

    private void add(Path folder, Path entry, Path copies, Map<String, String> files) throws IOException {
        if (!RegularFiles.isFolder(entry)) {
            RegularFiles.requireRegular(entry);
        }
        boolean offers = SERVICES.stream().anyMatch(file -> Files.exists(entry.resolve(file)));
        for (Path jar : jars(entry)) {
            offers |= offers(jar);
        }
        if (!offers) {
            broken.add(new BrokenPlugin(
                    entry,
                    "it holds no plugin: there is no file " + String.join(", or ", SERVICES),
                    "A plugin needs one of these files, with a line that names its class. What a plugin merely uses"
                            + " goes into a folder beside the plugin's jar"));
            return;
        }
        RegularFiles.check(entry);
        Map<String, String> copied = new TreeMap<>();
        Files.walkFileTree(entry, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                String name = folder.relativize(file).toString();
                copied.put(name, copy(file, copies.resolve(name)));
                return FileVisitResult.CONTINUE;
            }
        });
        for (String name : copied.keySet()) {
            if (isJar(copies.resolve(name))) {
                JarManifest.check(folder.resolve(name), copies.resolve(name), copies);
            }
        }
        files.putAll(copied);
        Path name = entry.getFileName();
        entries.add(new Entry(entry, copies.resolve(name), sha256(name, copied)));
    }

    private static boolean offers(Path jar) throws IOException {
        RegularFiles.requireRegular(jar);
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return SERVICES.stream().anyMatch(service -> file.getEntry(service) != null);
        }
    }

    /** Copies a file; returns its SHA-256. */
    private static String copy(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(RegularFiles.read(file), digest);
                OutputStream out = RegularFiles.create(target)) {
            in.transferTo(out);
        }
        return Sha256.of(digest);
    }

    private Path root() {
        if (root == null) {
            throw new IllegalStateException("these copies are those of another process");
        }
        return root.path();
    }

    /** Returns the class loader of an entry. */
    PluginLoader loader(Entry entry, URL[] urls, ClassLoader application) {
        PluginLoader loader = new PluginLoader(this, entry, urls, application);
        loaders.add(loader);
        return loader;
    }

    /** Deletes the copies; then no more classes can be loaded from them. */
    @Override
    public void close() {
        for (PluginLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                LOG.debug("{} stays open", loader.getName(), e);
            }
        }
        if (root != null) {
            root.close();
        }
    }

    /** Returns the folders with the copies, one for each plugin folder, for worker processes. */
    public List<Path> folders() {
        return Collections.unmodifiableList(folders);
    }

    /** Returns what plugins are loaded from. */
    List<Entry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** Returns the jars and folders that hold no plugin of any kind, or can't be read. */
    List<BrokenPlugin> broken() {
        return Collections.unmodifiableList(broken);
    }
}
