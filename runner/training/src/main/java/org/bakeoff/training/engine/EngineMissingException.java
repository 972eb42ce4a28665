package org.bakeoff.training.engine;

import ai.djl.util.Utils;
import java.io.IOException;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.FileErrors;

/** Reports that PyTorch can't be unpacked or loaded. */
public final class EngineMissingException extends BakeoffException {

    private static final long serialVersionUID = 1;

    EngineMissingException(IOException cause) {
        super(
                ErrorCode.ENGINE_MISSING,
                ErrorLocation.of(Utils.getEngineCacheDir().toAbsolutePath()),
                "PyTorch can't be unpacked into " + Utils.getEngineCacheDir().toAbsolutePath() + ": "
                        + FileErrors.reason(cause),
                FileErrors.isFull(cause)
                        ? "It takes 450 MB, with CUDA several GB: free as much, or name a folder elsewhere with the"
                                + " variable " + CacheFolder.VARIABLE + "."
                        : "That folder must be one that you may write to; the variable " + CacheFolder.VARIABLE
                                + " names another.",
                cause);
    }

    /** Finds why the engine doesn't load; DJL may have wrapped the fault of a file that can't be written. */
    static EngineMissingException of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException fault && FileErrors.isFull(fault)) {
                return new EngineMissingException(fault);
            }
        }
        return new EngineMissingException(failure);
    }

    private EngineMissingException(Throwable cause) {
        super(
                ErrorCode.ENGINE_MISSING,
                ErrorLocation.NONE,
                "PyTorch can't be loaded: " + root(cause),
                "Its natives for this system must be on the classpath: ai.djl.pytorch:pytorch-native-cpu (or a CUDA"
                        + " build where there is a GPU) and pytorch-jni.",
                cause);
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).replaceFirst("\\.$", "");
    }
}
