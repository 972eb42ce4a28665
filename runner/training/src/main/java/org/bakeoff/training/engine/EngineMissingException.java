package org.bakeoff.training.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.FileRefusedException;
import org.jspecify.annotations.Nullable;

/** Reports that PyTorch can't be unpacked or loaded. */
public final class EngineMissingException extends BakeoffException {

    private static final long serialVersionUID = 1;

    /** What the natives for the CPU take on disk, in bytes. */
    private static final long UNPACKED = 450_000_000;

    private EngineMissingException(ErrorLocation location, String problem, String remedy, @Nullable Throwable cause) {
        super(ErrorCode.ENGINE_MISSING, location, problem, remedy, cause);
    }

    /** Explains that a variable names no folder with PyTorch's libraries. */
    public static EngineMissingException notIn(String path) {
        return new EngineMissingException(
                ErrorLocation.NONE,
                EngineVariables.LIBRARIES + "=" + path + " names no folder that holds "
                        + System.mapLibraryName("torch"),
                "Unset the variable, and the libraries on the class path are used, or name the folder of a PyTorch that"
                        + " fits this version of DJL.",
                null);
    }

    /** Explains that no folder is left for what JNA unpacks. */
    public static EngineMissingException noPlaceForJna(Path temporary) {
        return new EngineMissingException(
                ErrorLocation.of(temporary),
                "PyTorch can't be loaded: JNA, which it needs, can write neither to the cache nor to " + temporary,
                "Free some space there, or name a cache that can be written to with the variable "
                        + CacheFolder.VARIABLE
                        + ", or a folder for temporary files with BAKEOFF_JAVA_OPTIONS=-Djava.io.tmpdir=DIR.",
                null);
    }

    /** Explains that JNA's library, which was unpacked into a folder, can't be loaded. */
    public static EngineMissingException jna(Path folder, LinkageError failure) {
        return new EngineMissingException(
                ErrorLocation.of(folder),
                "PyTorch can't be loaded, because JNA, which it needs, can't be loaded from " + folder + ": "
                        + root(failure),
                "That folder must not be on a file system from which no code may be run (noexec); the variable "
                        + CacheFolder.VARIABLE
                        + " or the option -Djna.tmpdir=DIR in BAKEOFF_JAVA_OPTIONS names another.",
                failure);
    }

    /** Explains that the natives' folder is one that others could have put files into, or no folder. */
    static EngineMissingException refused(FileRefusedException fault) {
        return new EngineMissingException(
                ErrorLocation.of(fault.file()), "PyTorch can't be loaded: " + fault.problem(), fault.remedy(), fault);
    }

    /** Explains why the engine can't be unpacked or loaded. */
    public static EngineMissingException because(Throwable failure) {
        Path folder = Utils.getEngineCacheDir().toAbsolutePath();
        String variable = EngineVariables.ofCache();
        long free = FileErrors.freeSpace(folder.resolve("pytorch"));
        // Where the natives are there already, no file is written.
        if (free < UNPACKED && causes(failure).anyMatch(IOException.class::isInstance)) {
            return new EngineMissingException(
                    ErrorLocation.of(folder),
                    "PyTorch can't be unpacked into " + folder + ": only " + free / 1_000_000 + " MB are free there",
                    "It takes 450 MB, with CUDA several GB: free as much, or name a folder elsewhere with the variable "
                            + variable + ".",
                    failure);
        }
        if (failure instanceof IOException fault) {
            return new EngineMissingException(
                    ErrorLocation.of(folder),
                    "PyTorch can't be unpacked into " + folder + ": " + FileErrors.reason(fault),
                    "That folder must be one that you may write to; the variable " + variable + " names another.",
                    failure);
        }
        // As Java's own message has it.
        if (root(failure).endsWith("already loaded in another classloader")) {
            return new EngineMissingException(
                    ErrorLocation.NONE,
                    "PyTorch can't be loaded: " + root(failure),
                    "Only one class loader of a process can load it: put DJL and Bakeoff into one that all applications share, or"
                            + " start a new process instead of loading an application anew.",
                    failure);
        }
        String set = EngineVariables.set();
        if (!set.isEmpty()) {
            return new EngineMissingException(
                    ErrorLocation.NONE,
                    "PyTorch can't be loaded with " + set + ": " + root(failure),
                    "Unset what is set there, and the libraries on the class path are used, or let it name a PyTorch that"
                            + " fits this version of DJL.",
                    failure);
        }
        return new EngineMissingException(
                ErrorLocation.NONE,
                "PyTorch can't be loaded: " + root(failure),
                "Its natives for this system must be on the classpath: ai.djl.pytorch:pytorch-native-cpu (or a CUDA"
                        + " build where there is a GPU) and pytorch-jni. They are unpacked into " + folder
                        + ", which must not be on a file system from which no code may be run (noexec); the variable "
                        + variable + " names another folder.",
                failure);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static String root(Throwable failure) {
        Throwable root = causes(failure).reduce(failure, (before, cause) -> cause);
        return String.valueOf(root.getMessage()).replaceFirst("\\.$", "");
    }
}
