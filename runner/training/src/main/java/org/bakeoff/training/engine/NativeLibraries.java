package org.bakeoff.training.engine;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.FileMutex;
import org.bakeoff.io.PrivateFolder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that DJL unpacks PyTorch's natives into before it loads them.
 *
 * <p>Every process of DJL 0.36.0 that finds no natives there deletes the folder, unpacks all 450 MB beside it and moves them
 * there: one that looked just before another was done takes that one's natives away, and one that is killed leaves what it
 * has unpacked for ever. So one process at a time does it, after taking away what an earlier one left.
 */
public final class NativeLibraries {

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);

    /** DJL's names of unfinished copies: a folder of PyTorch's libraries, and its own library. */
    private static final String UNFINISHED = "tmp\\d+|jni\\d+tmp";

    private final Path root;
    private final Path folder;
    private final Path library;

    private NativeLibraries(Path root, Platform platform) {
        this.root = root;
        this.folder = root.resolve(platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier());
        this.library = folder.resolve(platform.getApiVersion() + "-" + System.mapLibraryName("djl_torch"));
    }

    /** Returns the libraries on the class path of this process. */
    static NativeLibraries here() {
        return new NativeLibraries(
                Utils.getEngineCacheDir("pytorch").toAbsolutePath(), Platform.detectPlatform("pytorch"));
    }

    /** Makes the folder where JNA was told to unpack its own library, which it would make for all to see. */
    static void makeFolderOfJna() {
        String told = System.getProperty("jna.tmpdir");
        if (told != null) {
            try {
                PrivateFolder.make(Path.of(told));
            } catch (IOException e) {
                LOG.debug("JNA's folder {} can't be made", told, e);
            }
        }
    }

    /** Returns whether all are unpacked. DJL's own library comes last. */
    boolean unpacked() {
        return Files.exists(folder.resolve(System.mapLibraryName("torch"))) && Files.exists(library);
    }

    /**
     * Loads them, while no other process unpacks them.
     *
     * @throws IOException if the folder can't be made or written to
     */
    <T> T load(Supplier<T> engine) throws IOException {
        if (unpacked()) {
            return engine.get();
        }
        // DJL would make it for all to see, and the cache folder that it lies in.
        PrivateFolder.make(root);
        return FileMutex.holding(root.resolve("unpacking.lock"), () -> {
            // Elsewhere another application may be unpacking, which knows nothing of the lock.
            CacheFolder cache = CacheFolder.ofPlatform();
            if (root.startsWith(cache.natives())) {
                unfinished(cache).forEach(Utils::deleteQuietly);
            }
            return engine.get();
        });
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
