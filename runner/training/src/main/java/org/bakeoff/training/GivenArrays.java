package org.bakeoff.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
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

    private final NDManager manager;
    /** What initializers made for this model alone. */
    private final Set<NDArray> made = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The names of the parameters that the plugin gave arrays for. */
    private final IdentityHashMap<NDArray, String> given = new IdentityHashMap<>();
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
                early.put(parameter.getArray(), parameter);
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
            NDArray own = isNew ? array : copy(name, array, owner.getDevice(), owner);
            if (!isNew && owner.equals(array.getManager())) {
                array.close();
            }
            made.add(own);
            return own;
        });
    }

    private NDArray copy(String name, NDArray array, Device device, NDManager owner) {
        String other = given.putIfAbsent(array, name);
        if (other != null) {
            throw new IllegalArgumentException("its parameters '" + other + "' and '" + name
                    + "' have one array, which each update would change twice: give both layers one Parameter");
        }
        // DJL's toDevice copies nothing where the array is on the device.
        NDArray copy = array.getDevice().equals(device) ? array.duplicate() : array.toDevice(device, true);
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
        NDArray copy = copy(name, array, device, manager);
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
     */
    void free(Block next) {
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
                // A block may read a weight that isn't trained from its parameter itself.
                if (parameter.requiresGradient()) {
                    array.close();
                } else {
                    unused.add(array);
                }
            }
        });
        early.clear();
    }

    /** Frees what the block came with and no other model has. */
    void close() {
        unused.forEach(NDArray::close);
        unused.clear();
    }
}
