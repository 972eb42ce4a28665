package org.bakeoff.fuzz;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.training.ModelHarness;

/** Weights of a model, which are a checkpoint's format, too. */
class WeightsFuzz {

    private static final Path FILE = FuzzedDataset.file(".safetensors");

    /** Kept for all inputs: one with two weights, of shapes (1, 3) and (1). */
    private static final ModelHarness MODEL = new ModelHarness(
            () -> new SequentialBlock()
                    .add(new LambdaBlock(
                            list -> new NDList(list.singletonOrThrow().toType(DataType.FLOAT32, false))))
                    .add(Linear.builder().setUnits(1).build()),
            new DatasetInfo(List.of("negative", "positive"), List.of("a", "b"), 3),
            1,
            0.1);

    /** As it is, and with the length of the header put right, so that what a change does behind it is seen. */
    @FuzzTest(maxDuration = "30s")
    void weights(byte[] content) throws IOException {
        load(content);
        int end = Math.min(content.length, Long.BYTES);
        for (int index = end; index < content.length; index++) {
            if (content[index] == '}') {
                end = index + 1;
            }
        }
        byte[] right = content.clone();
        if (end > Long.BYTES) {
            ByteBuffer.wrap(right).order(ByteOrder.LITTLE_ENDIAN).putLong(end - Long.BYTES);
            load(right);
        }
    }

    private static void load(byte[] content) throws IOException {
        Files.write(FILE, content);
        try {
            MODEL.load(FILE);
        } catch (IOException refusal) {
            MessageCheck.check(refusal.getMessage());
        }
    }
}
