package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.training.engine.PyTorch;
import org.junit.jupiter.api.Test;

class ArrayBlocksTest {

    @Test
    void aLargeArrayIsReadInOrderAndNothingIsKept() {
        try (NDManager manager = PyTorch.prepare(1, 1).newBaseManager()) {
            NDArray array = manager.arange(0, 9_000_000).reshape(new Shape(3_000_000, 3));
            int before = manager.getManagedArrays().size();
            List<int[]> blocks = new ArrayList<>();
            ArrayBlocks.read(array, block -> blocks.add(block.toIntArray()));
            assertThat(manager.getManagedArrays()).hasSize(before);
            assertThat(blocks).hasSize(3);
            int next = 0;
            for (int[] block : blocks) {
                for (int value : block) {
                    if (value != next++) {
                        assertThat(value).isEqualTo(next - 1);
                    }
                }
            }
            assertThat(next).isEqualTo(9_000_000);
        }
    }
}
