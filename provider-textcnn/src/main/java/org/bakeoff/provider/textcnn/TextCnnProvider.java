package org.bakeoff.provider.textcnn;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.util.List;
import java.util.Optional;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.toolkit.layers.Initializers;
import org.bakeoff.toolkit.layers.MaskedConvolution;
import org.bakeoff.toolkit.layers.Pooling;
import org.bakeoff.toolkit.layers.RecurrentStack.Summary;
import org.bakeoff.toolkit.layers.TokenEmbedding;
import org.bakeoff.toolkit.text.TextEncoding;
import org.jspecify.annotations.Nullable;

/**
 * Makes classifiers that look at all runs of a few words: word vectors, convolutions of several widths side by side, the largest
 * output of every filter over the text, a rectifier, dropout, and a linear layer. Padding is no word.
 *
 * <p>Source: Kim, "Convolutional neural networks for sentence classification", EMNLP 2014; without pretrained vectors and without
 * its limit on the norm of weights. With the encoding {@code characters} it reads characters instead of words, as in Zhang, Zhao and
 * LeCun, "Character-level convolutional networks for text classification", NIPS 2015, with one layer of convolutions.
 */
public final class TextCnnProvider implements ModelProvider<TextCnnProvider.Config> {

    /**
     * The configuration.
     *
     * @param embedding the length of a word's vector
     * @param widths the number of words that a filter sees, one convolution an element
     * @param filters the number of filters of each width
     * @param dropout the share of the filters' largest outputs that is dropped in training
     * @param encoding what the models read instead of the dataset's token ids; null for these
     */
    public record Config(
            @ConfigProperty(value = "length of a word's vector", min = 1, max = 65536)
            int embedding,

            @ConfigProperty(value = "words that a filter sees, one convolution an element", min = 1, max = 1024)
            List<Integer> widths,

            @ConfigProperty(value = "filters of each width", min = 1, max = 65536)
            int filters,

            @ConfigProperty(value = "share of the filters' largest outputs dropped in training", min = 0, max = 0.99)
            double dropout,

            @ConfigProperty("what it reads instead of the dataset's token ids, such as characters; absent: these")
            @Nullable
            TextEncoding encoding) {

        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if there is no width
         */
        public Config {
            widths = List.copyOf(widths);
            if (widths.isEmpty()) {
                throw new IllegalArgumentException("\"widths\" needs at least one width, such as [3, 4, 5]");
            }
        }
    }

    @Override
    public String name() {
        return "textcnn";
    }

    @Override
    public String description() {
        return "convolutions over word vectors, and the largest output of each filter (Kim, 2014)";
    }

    @Override
    public Config defaults() {
        return new Config(128, List.of(3, 4, 5), 100, 0.5, null);
    }

    @Override
    public Optional<Encoding> encoding(Config config) {
        return Optional.ofNullable(config.encoding());
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        ParallelBlock convolutions = new ParallelBlock(branches -> new NDList(NDArrays.concat(
                new NDList(branches.stream().map(NDList::singletonOrThrow).toList()), 1)));
        for (int width : config.widths()) {
            convolutions.add(new SequentialBlock()
                    .add(new MaskedConvolution(config.filters(), width))
                    .add(new Pooling(Summary.MAX)));
        }
        Linear classifier = Linear.builder().setUnits(data.outputs()).build();
        classifier.setInitializer(Initializers.glorotUniform(), Parameter.Type.WEIGHT);
        // The rectifier comes after the maximum, which gives the same in less time.
        return new SequentialBlock()
                .add(TokenEmbedding.withMask(data.vocabularySize(), config.embedding()))
                .add(convolutions)
                .add(Activation.reluBlock())
                .add(Dropout.builder().optRate((float) config.dropout()).build())
                .add(classifier);
    }
}
