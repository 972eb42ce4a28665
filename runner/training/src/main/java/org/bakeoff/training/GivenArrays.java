package org.bakeoff.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.NativeResource;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin gives as the arrays of its block's parameters. It may lie in memory that the next model gets, too, as a view of a table that
 * was read once, a file that is mapped, or a layer that all models have. A model that trained there would leave what it has learned, or its
 * running means, to the next one of its process. So each model computes with copies, but for what DJL's own initializers make.
 */
final class GivenArrays {

    private static final String OF_DJL = Initializer.class.getPackageName();

    /** Makes arrays that nothing else has. */
    @FunctionalInterface
    interface NewArrays extends Initializer {}

    /** A parameter that the plugin gave an array for, and its name in the block. */
    private record Given(String name, Parameter parameter) {}

    private final NDManager manager;
    /** What initializers made for this model alone. */
    private final Set<NDArray> made = Collections.newSetFromMap(new IdentityHashMap<>());
    /** What the plugin gave for parameters that are trained. */
    private final IdentityHashMap<NDArray, Given> learned = new IdentityHashMap<>();
    /** What the plugin gave and this has freed, with the first copy of each. */
    private final IdentityHashMap<NDArray, NDArray> freed = new IdentityHashMap<>();
    /** The parameters that the block asked for. */
    private final Set<Parameter> asked = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The arrays that the block came with. */
    private final IdentityHashMap<NDArray, Parameter> early = new IdentityHashMap<>();

    private final List<NDArray> unused = new ArrayList<>();

    /**
     * Starts with none.
     *
     * @param manager owns the copies
     */
    GivenArrays(NDManager manager) {
        this.manager = manager;
    }

    /** Prepares a block that isn't initialised yet. */
    void prepare(Block block) {
        Map<Parameter, String> names = new LinkedHashMap<>();
        block.getParameters().forEach(pair -> names.putIfAbsent(pair.getValue(), pair.getKey()));
        names.forEach((parameter, name) -> {
            if (parameter.isInitialized()) {
                early.merge(parameter.getArray(), parameter, (one, other) -> one.requiresGradient() ? other : one);
            } else {
                makeOwn(name, parameter);
            }
        });
    }

    /** Has a parameter's initializer give the type that it is asked for, as saved weights do, and an array that nothing else has. */
    private void makeOwn(String name, Parameter parameter) {
        Initializer initializer = parameter.getInitializer();
        if (initializer == null) {
            return;
        }
        boolean isNew = initializer instanceof NewArrays
                || initializer.getClass().getPackageName().equals(OF_DJL);
        parameter.setInitializer((owner, shape, type) -> {
            NDArray array = initializer.initialize(owner, shape, type);
            if (!array.getDataType().equals(type)) {
                throw new IllegalArgumentException("the initializer of its parameter '" + name + "' gives "
                        + array.getDataType() + " instead of " + type + ", so that it couldn't be loaded again");
            }
            NDArray own = isNew ? array : copy(name, parameter, array, owner.getDevice(), owner);
            if (!isNew && owner.equals(array.getManager())) {
                freed.putIfAbsent(array, own);
                array.close();
            }
            made.add(own);
            return own;
        });
    }

    private NDArray copy(String name, Parameter parameter, NDArray array, Device device, NDManager owner) {
        if (parameter.requiresGradient()) {
            Given other = learned.putIfAbsent(array, new Given(name, parameter));
            if (other != null) {
                throw new IllegalArgumentException("its parameters '" + other.name() + "' and '" + name
                        + "' have one array, and both are trained: give both layers one Parameter, or each an array of"
                        + " its own");
            }
        }
        NDArray values = freed.getOrDefault(array, array);
        // DJL's toDevice copies nothing where the array is on the device.
        NDArray copy = values.getDevice().equals(device) ? values.duplicate() : values.toDevice(device, true);
        copy.attach(owner);
        return copy;
    }

    /** Returns the array that an initialised parameter has in this model; null if it is the parameter's own. */
    @Nullable
    NDArray own(String name, Parameter parameter, Device device) {
        NDArray array = parameter.getArray();
        if (made.contains(array)) {
            return null;
        }
        NDArray copy = copy(name, parameter, array, device, manager);
        copy.setRequiresGradient(parameter.requiresGradient());
        return copy;
    }

    /** Returns whether the block came with no array. */
    boolean isEmpty() {
        return early.isEmpty();
    }

    /**
     * Frees the arrays that the block came with, now that there are copies, but for those with which another block of the same model comes, too,
     * and which the plugin keeps; and those of that block.
     *
     * @param trained whether the block will be trained, and was run before
     */
    void free(Block next, boolean trained) {
        Set<NDArray> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Pair<String, Parameter> pair : Network.guarded(next::getParameters)) {
            if (pair.getValue().isInitialized()) {
                NDArray array = pair.getValue().getArray();
                if (early.containsKey(array)) {
                    kept.add(array);
                } else {
                    array.close();
                }
            }
        }
        early.forEach((array, parameter) -> {
            if (!kept.contains(array)) {
                // A block may read a weight that isn't trained from its parameter itself; of others that is found out.
                if (parameter.requiresGradient() && (!trained || asked.contains(parameter))) {
                    array.close();
                } else {
                    unused.add(array);
                }
            }
        });
        early.clear();
    }

    /** Returns how many bytes there are beside the copies. */
    long bytes() {
        return unused.stream()
                .mapToLong(array -> array.size() * array.getDataType().getNumOfBytes())
                .sum();
    }

    /** Hears that the block asks for the value of a parameter. */
    void ask(Parameter parameter) {
        asked.add(parameter);
    }

    /** Begins to hear what the block asks for when it is run. */
    void begin() {
        asked.clear();
    }

    /**
     * Refuses a block that computes with what a parameter itself has, which training doesn't change. To be called when there are gradients.
     *
     * @throws IllegalArgumentException if it does; the message names the parameter
     */
    void checkAsked() {
        learned.forEach((array, given) -> {
            if (!asked.contains(given.parameter())
                    && !((NativeResource<?>) array).isReleased()
                    && array.hasGradient()) {
                try (NDArray gradient = array.getGradient();
                        NDArray any = gradient.any()) {
                    if (any.getBoolean()) {
                        throw new IllegalArgumentException(
                                "it reads its parameter '" + given.name()
                                        + "' itself, so that training would change nothing: ask ParameterStore.getValue for it");
                    }
                }
            }
        });
        learned.clear();
    }

    /** Frees what the block came with and no other model has. */
    void close() {
        unused.forEach(NDArray::close);
        unused.clear();
    }
}
