package org.bakeoff.training.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.training.GradientCollector;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ContextClassLoader;
import org.bakeoff.io.FileRefusedException;
import org.bakeoff.io.IoWork;
import org.bakeoff.plugins.CodeLocation;
import org.bakeoff.training.executor.DeviceException;
import org.jspecify.annotations.Nullable;

/** Loads the PyTorch engine of this process once, and sets it up for every trial. */
public final class PyTorch {

    private static int threads;

    static {
        // DJL reports its use from cloud machines, and fetches natives that it misses, unless told not to.
        if (System.getProperty("ai.djl.offline") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
    }

    /** The first GPU that a process sees; whoever starts the process decides which one that is. */
    public static final String ANY_GPU = "gpu";

    /** Kept, since finding its natives anew takes a while where there are GPUs. */
    private static final AtomicReference<@Nullable Engine> LOADED = new AtomicReference<>();

    /** One that was closed: closing it again ends whichever is open. */
    private static final AtomicReference<@Nullable GradientCollector> CLOSED = new AtomicReference<>();

    private PyTorch() {}

    /**
     * Loads the engine.
     *
     * @throws EngineMissingException if its natives can't be loaded
     */
    public static Engine engine() {
        Engine engine = LOADED.get();
        if (engine == null) {
            engine = load();
            try (GradientCollector first = engine.newGradientCollector()) {
                CLOSED.set(first);
            } catch (IllegalStateException e) {
                // An application computes gradients of its own just now.
            }
            LOADED.set(engine);
        }
        return engine;
    }

    private static Engine load() {
        return reporting(() -> {
            JnaFolder.prepare();
            EngineVariables.value(EngineVariables.LIBRARIES)
                    .filter(path -> !EngineVariables.holdLibrary(path))
                    .ifPresent(path -> {
                        throw EngineMissingException.notIn(path);
                    });
            return NativeLibraries.here().load(() -> Engine.getEngine("PyTorch"));
        });
    }

    /**
     * Reads all of PyTorch's natives, and unpacks them again if one is damaged.
     *
     * @return the damaged files
     * @throws EngineMissingException if they can't be unpacked
     */
    public static List<Path> repairNatives() {
        return reporting(() -> {
            JnaFolder.prepare();
            return NativeLibraries.here().repair();
        });
    }

    private static <T> T reporting(IoWork<T> work) {
        // DJL looks for its engines and their natives with the thread's class loader.
        return ContextClassLoader.of(PyTorch.class, () -> tried(work));
    }

    private static <T> T tried(IoWork<T> work) {
        try {
            return work.run();
        } catch (FileRefusedException e) {
            throw EngineMissingException.refused(e);
        } catch (IOException e) {
            Cancellation.check(e);
            throw EngineMissingException.because(e);
        } catch (EngineException
                | LinkageError
                | IllegalArgumentException
                | IllegalStateException
                | UncheckedIOException
                | AssertionError e) {
            throw EngineMissingException.because(e);
        }
    }

    /** Sets the number of threads and the random seed of this process, and turns gradients off on this thread until a collector asks for them. */
    public static Engine prepare(int threads, int seed) {
        Engine engine = engine();
        useThreads(threads);
        endCollector();
        JniUtils.setGradMode(false);
        engine.setRandomSeed(seed);
        return engine;
    }

    /**
     * Returns a collector of gradients, to be closed. DJL has one at a time in a process, so that of a plugin which was left open ends: else
     * nothing could be trained any more.
     */
    public static GradientCollector collector() {
        Engine engine = engine();
        endCollector();
        return engine.newGradientCollector();
    }

    private static void endCollector() {
        GradientCollector closed = CLOSED.get();
        if (closed != null) {
            closed.close();
        }
    }

    /** Returns the gradient of an array, to be closed; null if none was computed, where DJL would give zeros. */
    public static @Nullable NDArray gradient(NDArray array) {
        return array instanceof PtNDArray own && array.hasGradient() ? JniUtils.getGradient(own) : null;
    }

    /** Sets the gradient of an array, which has one, to zero. */
    public static void clearGradient(NDArray array) {
        if (array instanceof PtNDArray own) {
            JniUtils.zeroGrad(own);
        }
    }

    /** Returns the number of threads of this process; 0 before it was set. To be asked by who has the engine's lock. */
    static int threads() {
        return threads;
    }

    static void useThreads(int count) {
        JniUtils.setNumThreads(count);
        threads = count;
    }

    /**
     * Returns the jars on the class path that bring PyTorch's natives; none where they come from elsewhere.
     *
     * @throws IOException if the class path can't be read
     */
    public static List<CodeLocation> nativeJars() throws IOException {
        String name = "native/lib/pytorch.properties";
        List<CodeLocation> jars = new ArrayList<>();
        for (URL found : Collections.list(PyTorch.class.getClassLoader().getResources(name))) {
            if (found.getProtocol().equals("jar")) {
                CodeLocation.holding(found, name).ifPresent(jars::add);
            }
        }
        return jars;
    }

    /** Returns the SHA-256 of one of these jars, which is read only if it has changed since a process that shares the cache did. */
    public static String sha256(CodeLocation nativeJar) throws IOException {
        return JarChecksum.of(nativeJar.content(), NativeLibraries.root());
    }

    /** Returns the version of DJL. */
    public static String djlVersion() {
        return Engine.getDjlVersion();
    }

    /** Returns the version of PyTorch. */
    public static String version() {
        return engine().getVersion();
    }

    /** Returns the folder that PyTorch was loaded from. */
    public static Path natives() {
        engine();
        return Path.of(LibUtils.getLibtorchPath());
    }

    /** Returns the variables that are set and let PyTorch be loaded from elsewhere, as NAME=VALUE; empty if none is. */
    public static String libraryVariables() {
        return EngineVariables.set();
    }

    /** Returns whether DJL was told to make no connections. */
    public static boolean isOffline() {
        return Utils.isOfflineMode();
    }

    /** Returns how many GPUs PyTorch can use. */
    public static int gpus() {
        return engine().getGpuCount();
    }

    /**
     * Turns what a spec asks for into a device that is there.
     *
     * @param wanted "auto", "cpu", "gpu" or "gpu:N"
     * @return "cpu"; "gpu" for whichever the process of a trial is given; or "gpu:N"
     * @throws DeviceException if there is no such device
     * @throws EngineMissingException if PyTorch's natives can't be loaded
     */
    public static String resolve(String wanted) throws DeviceException {
        int gpus = gpus();
        if (wanted.equals("cpu")) {
            return wanted;
        }
        if (wanted.equals("auto")) {
            return gpus > 0 ? ANY_GPU : "cpu";
        }
        if (index(wanted) < gpus) {
            return wanted;
        }
        boolean cuda = engine().hasCapability("CUDA");
        String reason = gpus > 0
                ? "this machine has " + gpus + ", counted from 0"
                : cuda
                        ? "PyTorch " + version() + " finds no GPU; see `nvidia-smi`"
                                + EngineVariables.value("CUDA_VISIBLE_DEVICES")
                                        .map(set -> ", and whether CUDA_VISIBLE_DEVICES=" + set + " hides it")
                                        .orElse("")
                        : "PyTorch " + version() + " runs on the CPU only, because this machine has no NVIDIA GPU or no"
                                + " natives for one are on the classpath (build with -Pgpu)";
        throw new DeviceException(wanted, reason);
    }

    public static Device device(String resolved) {
        return resolved.equals("cpu") ? Device.cpu() : Device.gpu(index(resolved));
    }

    private static int index(String gpu) {
        return gpu.equals(ANY_GPU) ? 0 : Integer.parseInt(gpu.substring("gpu:".length()));
    }

    /** Returns the device that a trial was computed on, if this machine has it; else the CPU. */
    public static Device near(String trained) {
        try {
            return device(resolve(trained));
        } catch (DeviceException e) {
            return Device.cpu();
        }
    }
}
