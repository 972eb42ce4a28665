package org.bakeoff.training.engine;

import ai.djl.util.Platform;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;

/** The variables by which DJL looks for PyTorch elsewhere. Each may be a system property, too. */
final class EngineVariables {

    static final String LIBRARIES = "PYTORCH_LIBRARY_PATH";
    private static final String VERSION = "PYTORCH_VERSION";
    private static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final String ENGINE_CACHE = "ENGINE_CACHE_DIR";
    private static final String CACHE = "DJL_CACHE_DIR";

    private static final String LIBRARY = System.mapLibraryName("torch");

    private EngineVariables() {}

    /** Returns the value of a variable that isn't blank. */
    static Optional<String> value(String name) {
        String value = System.getenv(name);
        return Optional.ofNullable(value == null ? System.getProperty(name) : value)
                .filter(set -> !set.isBlank());
    }

    /** Returns those that say which libraries to load, as NAME=VALUE; empty if none is set. */
    static String set() {
        return Stream.of(LIBRARIES, VERSION, FLAVOR)
                .flatMap(name -> value(name).map(set -> name + "=" + set).stream())
                .collect(Collectors.joining(", "));
    }

    /** Returns whether DJL would take libraries other than those on the class path. */
    static boolean nameOtherLibraries(Platform platform) {
        return value(LIBRARIES).isPresent()
                || value(VERSION)
                        .filter(version -> !platform.getVersion().startsWith(version))
                        .isPresent()
                || holdLibrary(System.getProperty("java.library.path", ""));
    }

    /** Returns whether a list of folders and files, as PATH is one, has PyTorch's main library. DJL skips what lacks it. */
    static boolean holdLibrary(String path) {
        return List.of(path.split(File.pathSeparator, -1)).stream()
                .filter(place -> !place.isEmpty())
                .map(place -> new File(place).toPath())
                .anyMatch(place -> Files.isRegularFile(place.resolve(LIBRARY))
                        || (place.endsWith(LIBRARY) && Files.isRegularFile(place)));
    }

    /** Returns the variable that moves the folder into which natives are unpacked. */
    static String ofCache() {
        Path own = CacheFolder.ofPlatform().natives();
        return value(ENGINE_CACHE).isPresent()
                ? ENGINE_CACHE
                : value(CACHE).filter(set -> new File(set).toPath().equals(own)).isPresent()
                        ? CacheFolder.VARIABLE
                        : CACHE;
    }
}
