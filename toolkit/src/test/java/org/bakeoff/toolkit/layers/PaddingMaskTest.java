package org.bakeoff.toolkit.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaddingMaskTest {

    private final NDManager manager = Engine.getEngine("PyTorch").newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theLastColumnOfATextWithoutWordsCounts() {
        NDArray tokens = manager.create(new long[] {0, 0, 5, 0, 7, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5}, new Shape(3, 5));

        NDArray mask = PaddingMask.of(tokens, DataType.FLOAT64);

        assertThat(mask.getShape()).isEqualTo(new Shape(3, 5));
        assertThat(mask.toDoubleArray()).containsExactly(0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
        assertThat(PaddingMask.positions(mask).toLongArray())
                .containsExactly(0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4);
    }

    @Test
    void aTokenOfIdZeroWithinATextIsNoPadding() {
        NDArray tokens = manager.create(new long[] {0, 3, 0, 0}, new Shape(1, 4));

        assertThat(PaddingMask.of(tokens, DataType.FLOAT32).toFloatArray()).containsExactly(0, 1, 1, 1);
    }
}
