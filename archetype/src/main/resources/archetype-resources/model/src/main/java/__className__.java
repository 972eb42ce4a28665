package ${package};

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.Pooling;
import org.bakeoff.toolkit.layers.RecurrentStack.Summary;
import org.bakeoff.toolkit.layers.TokenEmbedding;

/** Takes the largest value of each dimension of the word vectors, and puts a small network on top. */
public final class ${className} implements ModelProvider<${className}.Config> {

    /** The properties of "config" in a spec. */
    public record Config(
            @ConfigProperty(value = "length of a word's vector", min = 1, max = 4096) int embedding,
            @ConfigProperty(value = "size of the hidden layer", min = 1, max = 4096) int hiddenUnits) {}

    @Override
    public String name() {
        return "${artifactId}";
    }

    @Override
    public String description() {
        return "the largest values of the word vectors, and a small network";
    }

    @Override
    public Config defaults() {
        return new Config(32, 32);
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        return new SequentialBlock()
                .add(TokenEmbedding.withMask(data.vocabularySize(), config.embedding()))
                .add(new Pooling(Summary.MAX))
                .add(Linear.builder().setUnits(config.hiddenUnits()).build())
                .add(Activation::relu)
                .add(Linear.builder().setUnits(data.outputs()).build());
    }
}
