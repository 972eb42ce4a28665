package org.bakeoff.training.engine;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.FileMutex;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.PrivateFolder;
import org.bakeoff.io.RegularFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that PyTorch's natives are unpacked into before DJL loads them.
 *
 * <p>Code that is loaded from a damaged file crashes the process, so files are checked first against the sizes and checksums in
 * their jars. To read 450 MB at every start would take longer than to load them: a start looks at sizes and at the times at
 * which the files were last written, and reads those only that were written to since they were checked. What is damaged is
 * unpacked again.
 *
 * <p>DJL would unpack them itself, but doesn't check them, and two of its processes get in each other's way. So one process at
 * a time does it here, and the folder appears whole.
 */
public final class NativeLibraries {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

    private static final int LARGEST_RECORD = 1 << 16;

    /** Names of unfinished copies, here and in DJL: a folder of PyTorch's libraries, and DJL's own library. */
    private static final String UNFINISHED = "tmp\\d+|jni\\d+tmp";

    private final Path root;
    private final Path folder;
    private final List<BundledLibrary> libraries;

    private NativeLibraries(Path root, Platform platform) {
        this.root = root;
        this.folder = root.resolve(platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier());
        this.libraries = libraries(platform);
    }

    /** Returns the libraries on the class path; none if DJL would take others, or if their jars aren't as we know them. */
    private static List<BundledLibrary> libraries(Platform platform) {
        if (platform.isPlaceholder() || EngineVariables.nameOtherLibraries(platform)) {
            return List.of();
        }
        List<Optional<BundledLibrary>> all = new ArrayList<>();
        for (String name : platform.getLibraries()) {
            // The first since DJL 0.33, the second before.
            all.add(BundledLibrary.find(
                    name,
                    List.of(
                            "pytorch/" + platform.getFlavor() + "/" + platform.getClassifier() + "/" + name,
                            "native/lib/" + name)));
        }
        String own = System.mapLibraryName("djl_torch");
        all.add(BundledLibrary.find(
                platform.getApiVersion() + "-" + own,
                List.of("jnilib/" + platform.getClassifier() + "/" + platform.getFlavor() + "/" + own)));
        return all.stream().allMatch(Optional::isPresent)
                ? all.stream().flatMap(Optional::stream).toList()
                : List.of();
    }

    /** Returns the libraries on the class path of this process. */
    static NativeLibraries here() {
        return new NativeLibraries(root(), Platform.detectPlatform("pytorch"));
    }

    /** Returns the folder that holds the unpacked libraries of every version. */
    static Path root() {
        return Utils.getEngineCacheDir("pytorch").toAbsolutePath();
    }

    /**
     * Loads them, and unpacks them first if they aren't there or are damaged.
     *
     * @throws IOException if they can't be unpacked
     */
    <T> T load(Supplier<T> engine) throws IOException {
        requireOwn();
        if (libraries.isEmpty()) {
            return alone(engine::get);
        }
        if (!areSealed() && !areWholeInAFolderThatOnlyCanBeRead()) {
            alone(() -> {
                if (!areSealed()) {
                    List<Path> damaged = unpackWhereDamaged();
                    damaged.forEach(file -> LOG.warn("{} was damaged and has been unpacked again", file));
                }
                return folder;
            });
        }
        return engine.get();
    }

    /**
     * Reads all of them, and unpacks them again if one is damaged.
     *
     * @return the damaged files
     * @throws IOException if they can't be unpacked
     */
    List<Path> repair() throws IOException {
        return libraries.isEmpty() ? List.of() : alone(this::unpackWhereDamaged);
    }

    /** What others may have put there would be run. */
    private void requireOwn() throws IOException {
        CacheFolder cache = CacheFolder.ofPlatform();
        List<Path> above = Stream.iterate(root, Objects::nonNull, Path::getParent)
                .filter(place -> place.startsWith(cache.root()) || place.startsWith(Utils.getEngineCacheDir()))
                .toList();
        for (Path place : above) {
            PrivateFolder.requireOwn(place, EngineVariables.ofCache());
        }
        PrivateFolder.requireOwn(folder, EngineVariables.ofCache());
    }

    /** No lock can be made there. */
    private boolean areWholeInAFolderThatOnlyCanBeRead() throws IOException {
        if (Files.notExists(root) || Files.isWritable(root)) {
            return false;
        }
        for (BundledLibrary library : libraries) {
            if (!library.isWhole(folder)) {
                throw new IOException(
                        folder.resolve(library.name()) + " is missing or damaged, and that folder can only be read");
            }
        }
        return true;
    }

    /** Does some work while no other process does. */
    private <T> T alone(IoWork<T> work) throws IOException {
        // DJL would make it for all to see, and the cache folder that it lies in.
        PrivateFolder.make(root);
        return FileMutex.holding(root.resolve("unpacking.lock"), () -> {
            // Elsewhere another application may be unpacking, which knows nothing of the lock.
            CacheFolder cache = CacheFolder.ofPlatform();
            if (root.startsWith(cache.natives())) {
                unfinished(cache).forEach(Utils::deleteQuietly);
            }
            return work.run();
        });
    }

    /** The file that has the seals of the libraries; not beside them, since DJL loads whatever it finds there. */
    private Path record() {
        return root.resolve(folder.getFileName() + ".checked");
    }

    /** Returns whether they are as they were when they were last checked, as far as can be seen without reading them. */
    private boolean areSealed() throws IOException {
        Optional<String> seals = seals();
        return seals.isPresent()
                && RegularFiles.isFile(record())
                && Files.size(record()) < LARGEST_RECORD
                && RegularFiles.text(record(), LARGEST_RECORD).equals(seals.get());
    }

    private Optional<String> seals() throws IOException {
        StringBuilder all = new StringBuilder();
        for (BundledLibrary library : libraries) {
            Optional<String> seal = library.seal(folder);
            if (seal.isEmpty()) {
                return seal;
            }
            all.append(seal.get()).append('\n');
        }
        return Optional.of(all.toString());
    }

    private List<Path> unpackWhereDamaged() throws IOException {
        List<Path> missing = new ArrayList<>();
        List<Path> damaged = new ArrayList<>();
        for (BundledLibrary library : libraries) {
            Path file = folder.resolve(library.name());
            if (Files.notExists(file)) {
                missing.add(file);
            } else if (!library.isWhole(folder)) {
                damaged.add(file);
            }
        }
        if (!missing.isEmpty() || !damaged.isEmpty()) {
            unpack();
        }
        String seals = seals().orElseThrow(() -> new IOException("the files change while they are unpacked"));
        try {
            AtomicFile.write(record(), seals);
        } catch (IOException e) {
            // In a cache that can only be read they are read at every start.
            LOG.debug("{} can't be written", record(), e);
        }
        return damaged;
    }

    /** Replaces the folder. A process that has loaded the old files keeps them. */
    private void unpack() throws IOException {
        Path fresh = Files.createTempDirectory(root, "tmp");
        try {
            for (BundledLibrary library : libraries) {
                library.unpack(fresh);
            }
            if (Files.exists(folder)) {
                Path old = Files.createTempDirectory(root, "tmp");
                Files.move(folder, old, StandardCopyOption.REPLACE_EXISTING);
                Utils.deleteQuietly(old);
            }
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Utils.deleteQuietly(fresh);
        }
    }

    /** Returns what processes left that ended while they unpacked libraries into a cache. */
    public static List<Path> unfinished(CacheFolder cache) throws IOException {
        Path root = cache.natives();
        if (Files.notExists(root)) {
            return List.of();
        }
        try (Stream<Path> below = Files.walk(root, 3)) {
            return below.filter(path -> path.getFileName().toString().matches(UNFINISHED))
                    .toList();
        }
    }
}
