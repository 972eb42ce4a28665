package org.bakeoff.provider.bert;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads the native library of the tokenizers from their jar, once in a process.
 *
 * <p>DJL would unpack it into a folder that it keeps, load whatever lies there, and download a build for the GPU where there is
 * one. So it gets a copy of its own, which is deleted as soon as it is loaded: nobody else can have changed it.
 */
final class TokenizerLibrary {

    private static final String OFFLINE = "ai.djl.offline";

    /** Names the library that DJL loads, as a property or as a variable of the environment. */
    private static final String PATH = "RUST_LIBRARY_PATH";

    private static boolean loaded;

    private TokenizerLibrary() {}

    /**
     * Loads it, unless it is loaded.
     *
     * @throws IOException if it can't be unpacked or loaded
     */
    static synchronized void load() throws IOException {
        if (loaded) {
            return;
        }
        if (System.getProperty(OFFLINE) == null) {
            System.setProperty(OFFLINE, "true");
        }
        if (Utils.getEnvOrSystemProperty(PATH) == null) {
            unpackAndLoad();
        } else {
            loadIt("named by " + PATH);
        }
        loaded = true;
    }

    private static void unpackAndLoad() throws IOException {
        Path cache = Utils.getEngineCacheDir();
        // Programs can't be loaded from every folder of temporary files. What is left here is cleaned up with DJL's
        // own.
        Path folder = Files.isDirectory(cache) && Files.isWritable(cache)
                ? Files.createTempDirectory(cache, "tmp")
                : Files.createTempDirectory("tmp");
        List<Path> files = new ArrayList<>();
        try {
            for (String name : names()) {
                files.add(unpack(name, folder));
            }
            System.setProperty(PATH, files.get(files.size() - 1).toString());
            loadIt("unpacked into " + folder);
        } finally {
            System.clearProperty(PATH);
            files.add(folder);
            for (Path file : files) {
                delete(file);
            }
        }
    }

    /** Returns the names of the files, the last that of the library itself. */
    private static List<String> names() {
        String own = System.mapLibraryName("tokenizers");
        return own.endsWith(".dll")
                ? List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", own)
                : List.of(own);
    }

    private static Path unpack(String name, Path folder) throws IOException {
        Platform platform = Platform.detectPlatform("tokenizers");
        String resource = "/native/lib/" + platform.getClassifier() + "/cpu/" + name;
        try (InputStream in = LibUtils.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(
                        "The tokenizers of Hugging Face can't be used on this system: their jar has no " + resource);
            }
            Path file = folder.resolve(name);
            Files.copy(in, file);
            return file;
        }
    }

    private static void loadIt(String where) throws IOException {
        try {
            LibUtils.checkStatus();
        } catch (RuntimeException | LinkageError e) {
            throw new IOException(
                    "The native library of Hugging Face's tokenizers, " + where + ", can't be loaded: " + e.getMessage()
                            + ". If programs may not be run from there, set DJL_CACHE_DIR to another folder",
                    e);
        }
    }

    /** Windows keeps files that are loaded; they go with the process. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
