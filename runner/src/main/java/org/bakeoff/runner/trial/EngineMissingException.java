package org.bakeoff.runner.trial;

import ai.djl.util.Utils;
import java.io.IOException;
import org.bakeoff.runner.data.CacheFolder;
import org.bakeoff.runner.files.FileFault;

/** PyTorch can't be loaded; the message says why and what to do. */
public final class EngineMissingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    EngineMissingException(IOException cause) {
        super(
                "PyTorch can't be unpacked into " + Utils.getEngineCacheDir().toAbsolutePath() + ": "
                        + FileFault.reason(cause) + ". That folder must be one that you may write to; the variable "
                        + CacheFolder.VARIABLE + " names another.",
                cause);
    }

    EngineMissingException(Throwable cause) {
        super(
                "PyTorch can't be loaded: " + root(cause) + ". Its natives for this system must be on the classpath:"
                        + " ai.djl.pytorch:pytorch-native-cpu (or a CUDA build where there is a GPU) and pytorch-jni.",
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
