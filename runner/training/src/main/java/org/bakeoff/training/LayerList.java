package org.bakeoff.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bakeoff.training.progress.Layer;

/**
 * Lists the layers of an initialised block. Those of a sequence stand one by one, those of any other block within it. What a layer
 * shares with one before it is counted there.
 */
final class LayerList {

    private LayerList() {}

    /**
     * Lists the layers.
     *
     * @param length the number of columns that the block is initialised for
     */
    static List<Layer> of(Block block, int length) {
        List<Layer> layers = new ArrayList<>();
        add(block, new Shape[] {new Shape(1, length)}, layers, new HashSet<>());
        return layers;
    }

    private static Shape[] add(Block block, Shape[] inputs, List<Layer> layers, Set<Parameter> counted) {
        if (block instanceof SequentialBlock) {
            Shape[] shapes = inputs;
            for (Block child : block.getChildren().values()) {
                shapes = add(child, shapes, layers, counted);
            }
            return shapes;
        }
        Shape[] outputs = block.getOutputShapes(inputs);
        layers.add(layer(block, shape(outputs[0]), parameter -> !counted.contains(parameter)));
        counted.addAll(block.getParameters().values());
        return outputs;
    }

    private static Layer layer(Block block, String output, Predicate<Parameter> counted) {
        return new Layer(
                name(block.getClass()),
                output,
                parameters(block, counted.and(Parameter::requiresGradient)),
                parameters(block, counted.and(parameter -> !parameter.requiresGradient())),
                block.getChildren().values().stream().flatMap(LayerList::within).toList());
    }

    /** Returns the layers within another. In what order it calls them is not known, only the input that each was initialised for. */
    private static Stream<Layer> within(Block block) {
        return block instanceof SequentialBlock
                ? block.getChildren().values().stream().flatMap(LayerList::within)
                : Stream.of(layer(block, ownOutput(block), parameter -> true));
    }

    private static String ownOutput(Block block) {
        if (!block.isInitialized()) {
            return "";
        }
        try {
            return shape(
                    Network.guarded(() ->
                            block.getOutputShapes(block.describeInput().values().toArray(Shape[]::new)))[0]);
        } catch (Network.ModelFault e) {
            // The block trains without it, so it is no reason to fail.
            return "";
        }
    }

    /** Returns the name of a class, of an anonymous one that of the class which it extends. */
    private static String name(Class<?> block) {
        return block.isAnonymousClass() ? name(block.getSuperclass()) : block.getSimpleName();
    }

    /** Returns the shape with N for the number of examples. */
    private static String shape(Shape shape) {
        return LongStream.of(shape.getShape())
                .skip(1)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(N, ", ")"));
    }

    private static long parameters(Block block, Predicate<Parameter> which) {
        return block.getParameters().values().stream()
                .distinct()
                .filter(which)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }
}
