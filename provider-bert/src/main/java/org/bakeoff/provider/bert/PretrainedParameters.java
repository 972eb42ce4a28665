package org.bakeoff.provider.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.NormalInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the parameters of a model, which start with the weights in its folder, or as new ones where the folder lacks them. */
final class PretrainedParameters {

    private final SafetensorsReader weights;
    private final String prefix;
    private final Initializer fresh;

    private PretrainedParameters(SafetensorsReader weights, ModelConfig config) throws IOException {
        this.weights = weights;
        this.prefix = config.family().prefix();
        this.fresh = new NormalInitializer((float) config.initializerRange());
    }

    /**
     * Opens the weights of a folder. What is made by the sizes in {@code config.json} comes after this.
     *
     * @throws IOException if they can't be read, or can't be those of a model of such sizes
     */
    static PretrainedParameters open(ModelFolder folder, ModelConfig config) throws IOException {
        PretrainedParameters parameters = new PretrainedParameters(SafetensorsReader.open(folder.weights()), config);
        ModelConfig.Sizes sizes = config.sizes();
        parameters.require("word_embeddings.weight", sizes.vocabulary(), sizes.embedding(), config);
        parameters.require("position_embeddings.weight", sizes.positions(), sizes.embedding(), config);
        parameters.weights.requireAtMost(config.weights());
        return parameters;
    }

    private void require(String table, int rows, int columns, ModelConfig config) throws IOException {
        String name = config.family().embeddings(table);
        weights.require(stored(name).orElse(name), new Shape(rows, columns));
    }

    /** Returns whether the folder has the weights of a layer. */
    boolean has(String layer) {
        return stored(layer + ".weight").isPresent();
    }

    /**
     * Makes a parameter that starts with the folder's weight.
     *
     * @param name the name that transformers gives it
     * @throws IOException if the folder has no such weight, or one of another shape
     */
    Parameter pretrained(String name, Shape shape, boolean trained) throws IOException {
        return pretrained(name, name, shape, trained);
    }

    /** Makes a parameter that has another name in the folder. */
    Parameter pretrained(String own, String name, Shape shape, boolean trained) throws IOException {
        String stored = stored(name).orElse(name);
        weights.require(stored, shape);
        return parameter(own, shape, trained, (manager, size, type) -> read(stored, manager, type));
    }

    /** Makes a parameter that is trained from scratch: a weight that is drawn, or a bias of zeros. */
    Parameter fresh(String name, Shape shape) {
        return parameter(name, shape, true, shape.dimension() == 1 ? Initializer.ZEROS : fresh);
    }

    private static Parameter parameter(String name, Shape shape, boolean trained, Initializer initializer) {
        return Parameter.builder()
                .setName(name)
                .setType(shape.dimension() == 1 ? Parameter.Type.BIAS : Parameter.Type.WEIGHT)
                .optShape(shape)
                .optInitializer(initializer)
                .optRequiresGrad(trained)
                .build();
    }

    private NDArray read(String name, NDManager manager, DataType type) {
        try {
            return weights.read(name, manager, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Returns the name of a weight in the file. An encoder saved by itself has no prefix, and the first files, made from
     * TensorFlow's, call the weights of layer normalization gamma and beta.
     */
    private Optional<String> stored(String name) {
        return Stream.of(name, name.startsWith(prefix) ? name.substring(prefix.length()) : name)
                .flatMap(each -> Stream.of(
                        each,
                        each.replace("LayerNorm.weight", "LayerNorm.gamma")
                                .replace("LayerNorm.bias", "LayerNorm.beta")))
                .filter(weights::has)
                .findFirst();
    }
}
