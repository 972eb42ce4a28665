package org.bakeoff.provider.transformer;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.NormalInitializer;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.provider.transformer.TransformerConfig.Positions;
import org.bakeoff.toolkit.layers.Dropout;
import org.bakeoff.toolkit.layers.Initializers;
import org.bakeoff.toolkit.layers.LayerNormalization;
import org.bakeoff.toolkit.layers.MultiHeadAttention;
import org.bakeoff.toolkit.layers.Pooling;
import org.bakeoff.toolkit.layers.PositionalEncoding;
import org.bakeoff.toolkit.layers.RecurrentStack.Summary;
import org.bakeoff.toolkit.layers.Residual;
import org.bakeoff.toolkit.layers.Scalars;
import org.bakeoff.toolkit.layers.TimeDistributed;
import org.bakeoff.toolkit.layers.TokenEmbedding;

/**
 * Makes classifiers of the encoder of a transformer: word vectors and positions, layers of attention and of a network on every
 * word, each normalised first, the mean over the words, and a linear layer. Padding is masked.
 *
 * <p>Source: Vaswani et al., "Attention is all you need", NeurIPS 2017; normalised first as in Xiong et al., "On layer
 * normalization in the transformer architecture", ICML 2020: PyTorch's {@code nn.TransformerEncoder} with {@code norm_first}.
 */
public final class TransformerProvider implements ModelProvider<TransformerConfig> {

    @Override
    public String name() {
        return "transformer";
    }

    @Override
    public String description() {
        return "a small transformer encoder, trained from scratch, and the mean over words";
    }

    @Override
    public TransformerConfig defaults() {
        return new TransformerConfig(64, 2, 4, 256, Positions.SINUSOIDAL, 0.1);
    }

    @Override
    public Block create(TransformerConfig config, DatasetInfo data) {
        TokenEmbedding embedding = TokenEmbedding.withMask(data.vocabularySize(), config.embedding());
        SequentialBlock block = new SequentialBlock().add(embedding);
        if (config.positions() == Positions.SINUSOIDAL) {
            // Section 3.4, and the authors' code: word vectors are as large as sines and cosines.
            double scale = Math.sqrt(config.embedding());
            embedding.setInitializer(new NormalInitializer((float) (1 / scale)), Parameter.Type.WEIGHT);
            block.add(vectors -> new NDList(vectors.get(0).mul(Scalars.of(vectors.get(0), scale)), vectors.get(1)))
                    .add(PositionalEncoding.sinusoidal());
        } else {
            block.add(PositionalEncoding.learned(data.length()));
        }
        block.add(new Dropout(config.dropout()));
        for (int layer = 0; layer < config.layers(); layer++) {
            block.add(new Residual(
                            new LayerNormalization(),
                            new MultiHeadAttention(config.heads(), config.dropout()),
                            new Dropout(config.dropout())))
                    .add(new Residual(
                            new LayerNormalization(),
                            new TimeDistributed(linear(config.feedForward())),
                            new TimeDistributed(Activation.reluBlock()),
                            new Dropout(config.dropout()),
                            new TimeDistributed(linear(config.embedding())),
                            new Dropout(config.dropout())));
        }
        return block.add(new LayerNormalization())
                .add(new Pooling(Summary.MEAN))
                .add(linear(data.outputs()));
    }

    private static Linear linear(int units) {
        Linear linear = Linear.builder().setUnits(units).build();
        linear.setInitializer(Initializers.glorotUniform(), Parameter.Type.WEIGHT);
        return linear;
    }
}
