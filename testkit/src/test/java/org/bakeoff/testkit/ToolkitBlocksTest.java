package org.bakeoff.testkit;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bakeoff.toolkit.layers.AttentionPooling;
import org.bakeoff.toolkit.layers.Bidirectional;
import org.bakeoff.toolkit.layers.Dropout;
import org.bakeoff.toolkit.layers.Gru;
import org.bakeoff.toolkit.layers.LayerNormalization;
import org.bakeoff.toolkit.layers.Lstm;
import org.bakeoff.toolkit.layers.MaskedConvolution;
import org.bakeoff.toolkit.layers.MultiHeadAttention;
import org.bakeoff.toolkit.layers.Pooling;
import org.bakeoff.toolkit.layers.PositionalEncoding;
import org.bakeoff.toolkit.layers.RecurrentStack.Summary;
import org.bakeoff.toolkit.layers.Residual;
import org.bakeoff.toolkit.layers.SimpleRnn;
import org.bakeoff.toolkit.layers.TimeDistributed;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The toolkit's blocks. They are tested here because the testkit's own tests depend on the toolkit. */
@ParameterizedClass
@MethodSource("blocks")
class ToolkitBlocksTest extends SequenceBlockContract {

    @Parameter
    Supplier<Block> block;

    @Override
    protected Block create() {
        return block.get();
    }

    static Stream<Named<Supplier<Block>>> blocks() {
        return Stream.of(
                Named.of("mean", () -> new Pooling(Summary.MEAN)),
                Named.of("max", () -> new Pooling(Summary.MAX)),
                Named.of("max and mean", () -> new Pooling(Summary.MAX_MEAN)),
                Named.of("last", () -> new Pooling(Summary.LAST)),
                Named.of("attention pooling", () -> new AttentionPooling(5)),
                Named.of("sinusoids", PositionalEncoding::sinusoidal),
                Named.of("learned positions", () -> PositionalEncoding.learned(17)),
                Named.of("attention", () -> new MultiHeadAttention(3, 0.1)),
                Named.of("a convolution of one token", () -> new MaskedConvolution(4, 1)),
                Named.of("a convolution", () -> new MaskedConvolution(4, 3)),
                Named.of("a convolution wider than any text", () -> new MaskedConvolution(4, 20)),
                Named.of(
                        "two convolutions and a maximum",
                        () -> new SequentialBlock()
                                .add(new MaskedConvolution(4, 3))
                                .add(new MaskedConvolution(5, 2))
                                .add(new Pooling(Summary.MAX))),
                Named.of("dropout", () -> new Dropout(0.5)),
                Named.of("layer normalization", LayerNormalization::new),
                Named.of("a linear layer", () -> new TimeDistributed(linear(4))),
                Named.of("a transformer", ToolkitBlocksTest::transformer),
                Named.of("a simple recurrent layer", () -> new SimpleRnn(5, true)),
                Named.of("the last state of an LSTM", () -> new Lstm(5, false)),
                Named.of("GRU", () -> new Gru(5, true)),
                Named.of("a GRU in both directions", () -> new Bidirectional(new Gru(5, true), new Gru(5, true), true)),
                Named.of(
                        "the last states of both directions",
                        () -> new Bidirectional(new Lstm(5, true), new Lstm(5, true), false)));
    }

    private static Block transformer() {
        SequentialBlock layers = new SequentialBlock().add(PositionalEncoding.sinusoidal());
        for (int layer = 0; layer < 2; layer++) {
            layers.add(new Residual(new LayerNormalization(), new MultiHeadAttention(2, 0)))
                    .add(new Residual(
                            new LayerNormalization(),
                            new TimeDistributed(linear(8)),
                            new TimeDistributed(Activation.geluBlock()),
                            new TimeDistributed(linear(6))));
        }
        return layers.add(new LayerNormalization()).add(new Pooling(Summary.MEAN));
    }

    private static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }
}
