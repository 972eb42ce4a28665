package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;

/** Runs of experiments that end with a fault of a plugin. */
final class RefusedPlugins {

    private RefusedPlugins() {}

    /** Asserts that an experiment, with its run directory and cache below a folder, ends with such a fault. */
    static void assertRefused(Path folder, ExperimentBuilder experiment, String message) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> experiment
                        .name("refused")
                        .training(training -> training.epochs(1))
                        .out(folder.resolve("run"))
                        .cache(folder.resolve("cache"))
                        .build()
                        .run())
                .returns(ErrorCode.PLUGIN_FAILED, BakeoffException::code)
                .withMessageContaining(message);
    }
}
