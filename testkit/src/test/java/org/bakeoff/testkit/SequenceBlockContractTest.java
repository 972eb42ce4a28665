package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

class SequenceBlockContractTest {

    @Test
    void aBlockThatReadsPaddingFails() {
        assertThat(ContractRun.by(Contract.class, ReadsPadding.class).failed())
                .containsExactly(
                        "gradientsAreTheSumOfThoseOfEachTextWithoutPadding",
                        "outputsDependOnNoOtherText",
                        "paddingChangesNoOutput");
    }

    @Test
    void aBlockThatCentresABatchFails() {
        assertThat(ContractRun.by(Contract.class, Centred.class).failures().get("outputsDependOnNoOtherText"))
                .contains("in a batch, and alone");
    }

    @Test
    void aBlockThatDividesByTheNumberOfColumnsFails() {
        assertThat(ContractRun.by(Contract.class, ByColumns.class).failed())
                .containsExactly("gradientsAreTheSumOfThoseOfEachTextWithoutPadding", "paddingChangesNoOutput");
    }

    /** Takes the maximum over all columns. */
    public static class ReadsPadding implements Supplier<Block> {
        @Override
        public Block get() {
            return new LambdaBlock(list -> new NDList(list.head().max(new int[] {1})));
        }
    }

    /** Subtracts the mean over the batch. */
    public static class Centred implements Supplier<Block> {
        @Override
        public Block get() {
            return new LambdaBlock(list -> {
                NDArray last = list.head().get(":, -1");
                return new NDList(last.sub(last.mean(new int[] {0}, true)));
            });
        }
    }

    /** Takes the mean over all columns, with zeros at padding. */
    public static class ByColumns implements Supplier<Block> {
        @Override
        public Block get() {
            return new LambdaBlock(list ->
                    new NDList(list.head().mul(list.get(1).expandDims(2)).mean(new int[] {1})));
        }
    }

    @ExtendWith(ContractRun.Plugin.class)
    static final class Contract extends SequenceBlockContract {

        private final Class<? extends Supplier<Block>> type;

        Contract(Class<? extends Supplier<Block>> type) {
            this.type = type;
        }

        @Override
        protected Block create() {
            return ContractRun.create(type).get();
        }
    }
}
