package org.bakeoff.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "x86_64"})
class SubnormalFlushingTest {

    @Test
    void aThreadHasNoneDuringItsTurn() {
        assertThat(half(Float.MIN_NORMAL)).isPositive();
        EngineLock turn = EngineLock.take();
        try {
            assertThat(half(Float.MIN_NORMAL)).isZero();
            EngineLock inner = EngineLock.take();
            inner.close();
            assertThat(half(Float.MIN_NORMAL)).isZero();
        } finally {
            turn.close();
        }
        assertThat(half(Float.MIN_NORMAL)).isPositive();
    }

    /** An array so large that the engine shares the work out to threads of its own. */
    @Test
    void noThreadOfTheEngineHasAny() throws InterruptedException {
        Thread fresh = new Thread(() -> {
            EngineLock turn = EngineLock.take();
            try {
                Engine engine = PyTorch.prepare(4, 1);
                assertThat(largest(engine)).isZero();
            } finally {
                turn.close();
            }
        });
        Throwable[] failure = new Throwable[1];
        fresh.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
        fresh.start();
        fresh.join();

        assertThat(failure[0]).isNull();
    }

    private static float half(float number) {
        return number / 2;
    }

    private static float largest(Engine engine) {
        try (NDManager manager = engine.newBaseManager()) {
            NDArray small = manager.ones(new Shape(4_000_000)).muli(1e-30f);
            return small.mul(1e-10f).max().getFloat();
        }
    }
}
