package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.util.NativeResource;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.bakeoff.training.engine.PyTorch;
import org.jspecify.annotations.Nullable;

/** Finds out which of a plugin's own arrays a block computes with: these get a gradient, if only one of zeros. */
final class Gradients {

    /** Arrays that have had a gradient before, as of another model. */
    private final Set<NDArray> earlier = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Sets gradients of before to zero. */
    void begin(Collection<NDArray> arrays) {
        for (NDArray array : arrays) {
            if (isDefined(array)) {
                PyTorch.clearGradient(array);
                earlier.add(array);
            }
        }
    }

    /** Returns whether an array has got a gradient. */
    boolean has(NDArray array) {
        if (!earlier.contains(array)) {
            return isDefined(array);
        }
        try (NDArray gradient = found(array)) {
            return gradient != null && isAny(gradient);
        }
    }

    private static boolean isAny(NDArray gradient) {
        try (NDArray any = gradient.any()) {
            return any.getBoolean();
        }
    }

    private static boolean isDefined(NDArray array) {
        try (NDArray gradient = found(array)) {
            return gradient != null;
        }
    }

    private static @Nullable NDArray found(NDArray array) {
        return ((NativeResource<?>) array).isReleased() ? null : PyTorch.gradient(array);
    }
}
