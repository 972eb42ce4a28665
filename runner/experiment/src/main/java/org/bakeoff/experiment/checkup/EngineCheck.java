package org.bakeoff.experiment.checkup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.FileErrors;
import org.bakeoff.training.TrainingSmokeTest;
import org.bakeoff.training.TrialException;
import org.bakeoff.training.engine.EngineMissingException;
import org.bakeoff.training.engine.PyTorch;
import org.bakeoff.training.executor.DeviceException;
import org.bakeoff.training.worker.CrashProbe;

/** Checks PyTorch, its device, a training step on it, and saving and loading weights. */
final class EngineCheck {

    private static final String NATIVES = "natives";

    private static final Path NVIDIA = Path.of("/dev/nvidiactl");

    private static final String UNCHECKED =
            "Until then nothing can be trained, so that device, training, saving and offline use aren't checked.";

    private EngineCheck() {}

    static void run(Consumer<CheckResult> listener) {
        try {
            List<Path> repaired = PyTorch.repairNatives();
            if (!repaired.isEmpty()) {
                listener.accept(CheckResult.attention(
                        NATIVES,
                        "damaged, and unpacked again: "
                                + repaired.stream().map(Path::toString).collect(Collectors.joining(", ")),
                        "If that happens often, test the disk and the memory."));
            }
            Optional<String> crash = CrashProbe.crash(EngineProbe.class);
            if (crash.isPresent()) {
                listener.accept(CheckResult.wrong(
                        NATIVES, "PyTorch can't be loaded: " + crash.get(), remedy(PyTorch.libraryVariables())));
                return;
            }
            listener.accept(
                    CheckResult.well(NATIVES, "PyTorch " + PyTorch.version() + " is loaded from " + PyTorch.natives()));
        } catch (EngineMissingException e) {
            listener.accept(CheckResult.wrong(NATIVES, String.valueOf(e.getMessage()), UNCHECKED));
            return;
        } catch (IOException e) {
            listener.accept(CheckResult.wrong(
                    NATIVES, "no process can be started to try PyTorch: " + FileErrors.reason(e), ""));
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.exception();
        }
        String device = device(listener);
        try (TrainingSmokeTest step = new TrainingSmokeTest(device)) {
            listener.accept(training(step, device));
            listener.accept(saving(step));
        } catch (TrialException e) {
            listener.accept(CheckResult.wrong(
                    "training step",
                    "PyTorch fails on " + device + ": " + e.getMessage(),
                    "Take another device with --device, or fix that one's driver; on a CPU, its natives may be for"
                            + " another processor."));
        }
        listener.accept(offline());
    }

    private static String remedy(String variables) {
        return (variables.isEmpty()
                        ? "Its natives may be for another system or processor: build for this one; and test the memory."
                        : "Unset what is set there, and the libraries on the class path are used: " + variables + ".")
                + " " + UNCHECKED;
    }

    private static String device(Consumer<CheckResult> listener) {
        int gpus = PyTorch.gpus();
        if (gpus == 0 && Files.exists(NVIDIA)) {
            listener.accept(CheckResult.attention(
                    "device",
                    "cpu, though this machine seems to have an NVIDIA GPU: these natives can't use it",
                    "Build with BAKEOFF_MAVEN_OPTIONS=-Pgpu, and see `nvidia-smi`."));
        } else {
            listener.accept(CheckResult.well(
                    "device",
                    gpus == 0
                            ? "cpu; there is no GPU for PyTorch"
                            : gpus == 1 ? "gpu" : "gpu, of which there are " + gpus));
        }
        try {
            return PyTorch.resolve("auto");
        } catch (DeviceException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CheckResult training(TrainingSmokeTest step, String device) throws TrialException {
        TrainingSmokeTest.Losses losses = step.train();
        String found = String.format(
                Locale.ROOT,
                "a step of Adam on %s took a small network's loss from %.4f to %.4f",
                device,
                losses.before(),
                losses.after());
        return losses.after() < losses.before()
                ? CheckResult.well("training step", found)
                : CheckResult.wrong(
                        "training step",
                        found + ", which is no smaller",
                        "PyTorch computes nonsense here: try another device or other natives, and test the memory.");
    }

    private static CheckResult saving(TrainingSmokeTest step) throws TrialException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", ""));
        try {
            return step.survivesSaving()
                    ? CheckResult.well("save and load", "weights that were saved and loaded give the same logits")
                    : CheckResult.wrong(
                            "save and load",
                            "weights that were saved in " + folder + " and loaded give other logits",
                            "That disk or this machine's memory is faulty: test both.");
        } catch (IOException e) {
            return CheckResult.wrong(
                    "save and load",
                    "weights can't be saved in " + folder + " and loaded: " + FileErrors.reason(e),
                    "That folder must be writable and have space left; -Djava.io.tmpdir=DIR names another.");
        }
    }

    private static CheckResult offline() {
        if (!PyTorch.isOffline()) {
            return CheckResult.attention(
                    "offline",
                    "DJL was told that it may connect, and may report its use",
                    "Take DJL_OFFLINE out of the environment, and ai.djl.offline out of Java's options.");
        }
        return CheckResult.well(
                "offline",
                "no connection was made; PyTorch is here and DJL is set offline, so that `run --offline` needs nothing"
                        + " but the data");
    }
}
