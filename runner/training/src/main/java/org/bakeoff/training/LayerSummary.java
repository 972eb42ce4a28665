package org.bakeoff.training;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.bakeoff.training.progress.Layer;

/** Lists the layers of an initialised block: those of a sequence one by one, anything else as one. */
final class LayerSummary {

    private LayerSummary() {}

    static List<Layer> of(Block block, int length) {
        List<Layer> layers = new ArrayList<>();
        add(block, new Shape(1, length), layers);
        return layers;
    }

    private static Shape add(Block block, Shape input, List<Layer> layers) {
        if (block instanceof SequentialBlock) {
            Shape shape = input;
            for (Block child : block.getChildren().values()) {
                shape = add(child, shape, layers);
            }
            return shape;
        }
        Shape output = block.getOutputShapes(new Shape[] {input})[0];
        layers.add(new Layer(block.getClass().getSimpleName(), shape(output), parameters(block)));
        return output;
    }

    /** Returns the shape with N for the number of examples. */
    private static String shape(Shape shape) {
        return LongStream.of(shape.getShape())
                .skip(1)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(N, ", ")"));
    }

    private static long parameters(Block block) {
        return block.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }
}
