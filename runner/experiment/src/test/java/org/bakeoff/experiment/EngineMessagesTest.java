package org.bakeoff.experiment;

import ai.djl.util.Utils;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.training.engine.EngineMissingException;
import org.junit.jupiter.api.Test;

/** The messages about an engine that is missing. */
class EngineMessagesTest {

    /** As where an application server loads an application anew. */
    @Test
    void nativesThatAnotherClassLoaderHas() {
        String thrown = "Native Library /x/libc10.so already loaded in another classloader";
        ErrorMessage.check(
                () -> {
                    throw EngineMissingException.because(new UnsatisfiedLinkError(thrown));
                },
                ErrorCode.ENGINE_MISSING,
                "PyTorch can't be loaded: " + thrown + ". Only one class loader of a process can load it: put DJL and"
                        + " Bakeoff into one that all applications share, or start a new process instead of loading an"
                        + " application anew.");
    }

    @Test
    void anEngineThatIsMissing() {
        Path natives = Utils.getEngineCacheDir().toAbsolutePath();
        ErrorMessage.check(
                () -> {
                    throw EngineMissingException.because(
                            new FileSystemException("libtorch.so", null, "Permission denied"));
                },
                ErrorCode.ENGINE_MISSING,
                "PyTorch can't be unpacked into " + natives
                        + ": Permission denied. That folder must be one that you may"
                        + " write to; the variable DJL_CACHE_DIR names another.");
        ErrorMessage.check(
                () -> {
                    throw EngineMissingException.because(
                            new UnsatisfiedLinkError("no djl_torch in java.library.path."));
                },
                ErrorCode.ENGINE_MISSING,
                "PyTorch can't be loaded: no djl_torch in java.library.path. Its natives for this system must be on the"
                        + " classpath: ai.djl.pytorch:pytorch-native-cpu (or a CUDA build where there is a GPU) and"
                        + " pytorch-jni. They are unpacked into " + natives
                        + ", which must not be on a file system from"
                        + " which no code may be run (noexec); the variable DJL_CACHE_DIR names another folder.");
    }

    @Test
    void anEngineThatIsLookedForElsewhere() {
        ErrorMessage.check(
                () -> {
                    throw EngineMissingException.notIn("/mnt/torch");
                },
                ErrorCode.ENGINE_MISSING,
                "PYTORCH_LIBRARY_PATH=/mnt/torch names no folder that holds " + System.mapLibraryName("torch")
                        + ". Unset the variable, and the libraries on the class path are used, or name the folder of a"
                        + " PyTorch that fits this version of DJL.");
        ErrorMessage.check(
                () -> {
                    throw EngineMissingException.jna(Path.of("/mnt/jna"), new UnsatisfiedLinkError("not permitted"));
                },
                ErrorCode.ENGINE_MISSING,
                "PyTorch can't be loaded, because JNA, which it needs, can't be loaded from /mnt/jna: not permitted. That"
                        + " folder must not be on a file system from which no code may be run (noexec); the variable"
                        + " BAKEOFF_CACHE or the option -Djna.tmpdir=DIR in BAKEOFF_JAVA_OPTIONS names another.");
        ErrorMessage.check(
                () -> {
                    throw EngineMissingException.noPlaceForJna(Path.of("/mnt/tmp"));
                },
                ErrorCode.ENGINE_MISSING,
                "PyTorch can't be loaded: JNA, which it needs, can write neither to the cache nor to /mnt/tmp. Free"
                        + " some space there, or name a cache that can be written to with the variable BAKEOFF_CACHE, or a"
                        + " folder for temporary files with BAKEOFF_JAVA_OPTIONS=-Djava.io.tmpdir=DIR.");
    }
}
