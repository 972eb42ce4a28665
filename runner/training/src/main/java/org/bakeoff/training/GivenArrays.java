package org.bakeoff.training;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.NativeResource;
import ai.djl.util.Pair;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin gives as the arrays of its block's parameters. It may lie in memory that the next model gets, too, as a view of a table that
 * was read once, a file that is mapped, or a layer that all models have. A model that trained there would leave what it has learned, or its
 * running means, to the next one of its process. So each model computes with copies, but for what DJL's own initializers make, and its
 * parameters have them while it lives: a block may read these itself.
 */
final class GivenArrays {

    private static final String OF_DJL = Initializer.class.getPackageName();

    /** Makes arrays that nothing else has. */
    @FunctionalInterface
    interface NewArrays extends Initializer {}

    /** The arrays that plugins were seen to give several models, by their unique ids. */
    private static final Set<String> KEPT = ConcurrentHashMap.newKeySet();

    /** What the plugin gave the parameters that have a model's copy now. */
    private static final Map<Parameter, Original> ORIGINALS = Collections.synchronizedMap(new WeakHashMap<>());

    /** The parameters of modules that a model trains. */
    private static final Set<Parameter> OF_MODULES =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** What the plugin gave a parameter that open models have copies of. It has that of one of them at a time. */
    private static final class Original {

        private final NDArray array;
        private int models;
        private @Nullable GivenArrays holder;

        Original(NDArray array) {
            this.array = array;
        }
    }

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
    /** The arrays that the plugin gave and that aren't freed with this model. */
    private final IdentityHashMap<NDArray, Parameter> outside = new IdentityHashMap<>();
    /** Those that the block made with the manager that it got when it was initialised. */
    private final IdentityHashMap<NDArray, Parameter> inside = new IdentityHashMap<>();
    /** Those of the others that the block came with. */
    private final Set<NDArray> early = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Gradients gradients = new Gradients();
    private final List<NDArray> unused = new ArrayList<>();
    /** The trained parameters of modules, as of TorchScript, which compute with their own arrays alone. */
    private final Set<Parameter> ofModules = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The parameters that have copies of this model while it computes, and these. */
    private final IdentityHashMap<Parameter, NDArray> copies = new IdentityHashMap<>();

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
        FrozenParts.modules(block)
                .flatMap(module -> module.getParameters().values().stream())
                .filter(Parameter::requiresGradient)
                .forEach(ofModules::add);
        Map<Parameter, String> names = new LinkedHashMap<>();
        block.getParameters().forEach(pair -> names.putIfAbsent(pair.getValue(), pair.getKey()));
        names.keySet().removeAll(ofModules);
        names.forEach((parameter, name) -> {
            if (parameter.isInitialized()) {
                early.add(of(parameter));
                add(of(parameter), parameter);
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
            } else if (!isNew) {
                add(array, parameter);
            }
            made.add(own);
            return own;
        });
    }

    private void add(NDArray array, Parameter parameter) {
        (isInside(array) ? inside : outside)
                .merge(array, parameter, (one, other) -> one.requiresGradient() ? other : one);
    }

    private boolean isInside(NDArray array) {
        for (NDManager owner = array.getManager(); owner != null; owner = owner.getParentManager()) {
            if (owner.equals(manager)) {
                return true;
            }
        }
        return false;
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

    /** Returns the array that an initialised parameter has in this model, and gives it to the parameter; null if it has that already. */
    @Nullable
    NDArray own(String name, Parameter parameter, Device device) {
        if (ofModules.contains(parameter)) {
            if (!OF_MODULES.add(parameter)) {
                throw new IllegalArgumentException("the module of its parameter '" + name
                        + "' is that of another model, too, and both would train it: load it for each, or freeze it");
            }
            return null;
        }
        NDArray array = of(parameter);
        if (made.contains(array)) {
            return null;
        }
        add(array, parameter);
        NDArray copy = copy(name, parameter, array, device, manager);
        copy.setRequiresGradient(parameter.requiresGradient());
        if (parameter.getName() != null) {
            ORIGINALS.computeIfAbsent(parameter, given -> new Original(array)).models++;
            copies.put(parameter, copy);
            use(parameter, copy);
        }
        return copy;
    }

    /** Returns the array that a plugin gave an initialised parameter. */
    private static NDArray of(Parameter parameter) {
        Original original = ORIGINALS.get(parameter);
        return original == null ? parameter.getArray() : original.array;
    }

    /** Gives the parameters the copies of this model, before it computes: those that all models have may have another one's. */
    void use() {
        copies.forEach(this::use);
    }

    private void use(Parameter parameter, NDArray copy) {
        Original original = ORIGINALS.get(parameter);
        if (original != null && original.holder != this) {
            put(parameter, copy);
            original.holder = this;
        }
    }

    /** Gives a parameter another array, for which DJL has no other way than to load it. */
    private static void put(Parameter parameter, NDArray array) {
        NDManager decoder = (NDManager) Proxy.newProxyInstance(
                NDManager.class.getClassLoader(),
                new Class<?>[] {NDManager.class},
                (proxy, method, arguments) -> array);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(header)) {
            // As Parameter.save writes it.
            out.writeChar('P');
            out.writeByte(1);
            out.writeUTF(parameter.getName());
            parameter.load(decoder, new DataInputStream(new ByteArrayInputStream(header.toByteArray())));
        } catch (IOException | MalformedModelException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether there is nothing to {@linkplain #free free}: the plugin gave no array but for those that it keeps, as far as is known. */
    boolean isEmpty() {
        return outside.keySet().stream().allMatch(array -> KEPT.contains(array.getUid()));
    }

    /** Returns whether the block came with all arrays that the plugin gave. */
    boolean cameWithAll() {
        return early.containsAll(outside.keySet());
    }

    /** Returns the arrays that a block comes with. */
    static Set<NDArray> of(Block block) {
        Set<NDArray> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Pair<String, Parameter> pair : Network.guarded(block::getParameters)) {
            if (pair.getValue().isInitialized()) {
                found.add(of(pair.getValue()));
            }
        }
        return found;
    }

    /** Returns the arrays that the plugin gave and that aren't freed with this model. */
    Set<NDArray> outside() {
        Set<NDArray> found = Collections.newSetFromMap(new IdentityHashMap<>());
        found.addAll(outside.keySet());
        return found;
    }

    /**
     * Frees the arrays that the plugin gave, now that there are copies, but for those that it gave another block of the same model, too, and which
     * it keeps; and those of that block.
     *
     * @param next what it gave that block
     * @param trained whether the block will be trained, and was run before
     */
    void free(Set<NDArray> next, boolean trained) {
        for (NDArray array : next) {
            if (outside.containsKey(array)) {
                KEPT.add(array.getUid());
            } else {
                array.close();
            }
        }
        outside.forEach((array, parameter) -> {
            if (!next.contains(array)) {
                free(array, parameter, trained);
            }
        });
        outside.clear();
        early.clear();
    }

    /**
     * Frees what the block made for this model when it was initialised, now that there are copies.
     *
     * @param trained whether the block will be trained, and was run before
     */
    void freeInside(boolean trained) {
        inside.forEach((array, parameter) -> free(array, parameter, trained));
        inside.clear();
    }

    private void free(NDArray array, Parameter parameter, boolean trained) {
        // A block may have kept what isn't trained in a field; of others that is found out.
        if (parameter.requiresGradient() && (!trained || asked.contains(parameter))) {
            array.close();
        } else {
            unused.add(array);
        }
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
        gradients.begin(learned.keySet());
    }

    /**
     * Refuses a block that computes with what the plugin gave, as kept in a field, which training doesn't change. To be called when there
     * are gradients.
     *
     * @throws IllegalArgumentException if it does; the message names the parameter
     */
    void checkAsked() {
        learned.forEach((array, given) -> {
            if (!asked.contains(given.parameter()) && gradients.has(array)) {
                throw new IllegalArgumentException("it computes with the array that it gave its parameter '"
                        + given.name() + "', which training doesn't change: ask ParameterStore.getValue for it");
            }
        });
    }

    /** Frees what the block came with and no other model has, and gives the parameters back what they had. */
    void close() {
        for (Parameter parameter : copies.keySet()) {
            Original original = ORIGINALS.get(parameter);
            if (original == null) {
                continue;
            }
            original.models--;
            if (original.models == 0) {
                ORIGINALS.remove(parameter);
            }
            original.holder = null;
            if (!((NativeResource<?>) original.array).isReleased()) {
                put(parameter, original.array);
            }
        }
        copies.clear();
        unused.forEach(NDArray::close);
        unused.clear();
    }
}
