package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * The arrays that a plugin's block came with, instead of making them when it is initialised, and that training changes. Each model needs
 * its own, or it would begin with what the one before it has learned.
 */
final class GivenArrays {

    private final Set<NDArray> arrays = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Finds them, and has the initializers of all other parameters make arrays of this model alone. */
    void prepare(Block block) {
        for (Pair<String, Parameter> pair : block.getParameters()) {
            Parameter parameter = pair.getValue();
            if (!parameter.isInitialized()) {
                makeOwn(pair.getKey(), parameter);
            } else if (parameter.requiresGradient()) {
                arrays.add(parameter.getArray());
            }
        }
    }

    /** Has a parameter's initializer give the type that it is asked for, as saved weights do, and an array that nothing else has. */
    private static void makeOwn(String name, Parameter parameter) {
        Initializer initializer = parameter.getInitializer();
        if (initializer == null) {
            return;
        }
        parameter.setInitializer((manager, shape, type) -> {
            NDArray array = initializer.initialize(manager, shape, type);
            if (!array.getDataType().equals(type)) {
                throw new IllegalArgumentException("the initializer of its parameter '" + name + "' gives "
                        + array.getDataType() + " instead of " + type + ", so that it couldn't be loaded again");
            }
            if (manager.equals(array.getManager())) {
                return array;
            }
            NDArray copy = array.duplicate();
            copy.attach(manager);
            return copy;
        });
    }

    boolean isEmpty() {
        return arrays.isEmpty();
    }

    /** Returns the name of a parameter for which the next model has one of them, too; the others that it came with are closed. */
    Optional<String> sharedWith(Block next) {
        for (Pair<String, Parameter> pair : next.getParameters()) {
            Parameter parameter = pair.getValue();
            if (parameter.isInitialized()) {
                if (arrays.contains(parameter.getArray())) {
                    return Optional.of(pair.getKey());
                }
                if (parameter.requiresGradient()) {
                    parameter.close();
                }
            }
        }
        return Optional.empty();
    }
}
