package org.bakeoff.training.engine;

import ai.djl.engine.EngineException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.plugins.ThrownText;

/** Explains an error of PyTorch to the user. */
public final class EngineErrorMessage {

    /** What its allocators say, of the CPU's memory and of a GPU's. */
    private static final Pattern MEMORY =
            Pattern.compile("(?i)can't allocate memory|not enough memory|out of memory|std::bad_alloc");

    private static final Pattern AMOUNT = Pattern.compile("(?i)tried to allocate ([0-9.]+ ?[a-z]+)");

    /** Part of what DJL says of an array with more bytes than Java has indices. */
    private static final String LARGE = "not supported for large tensor";

    /** Part of what a GPU's faults say. */
    private static final String GPU = "CUDA";

    private EngineErrorMessage() {}

    /** Returns whether the same computation may succeed another time: where memory ran out, or a GPU failed. */
    public static boolean mayPass(EngineException fault) {
        String message = String.valueOf(fault.getMessage());
        return message.contains(GPU) || MEMORY.matcher(message).find();
    }

    /** Returns whether a computation took more memory than there is. */
    public static boolean isMemory(EngineException fault) {
        return MEMORY.matcher(String.valueOf(fault.getMessage())).find();
    }

    /**
     * Returns a sentence without a full stop.
     *
     * @param model what was computed
     * @param code a class of the plugin whose code had it computed
     */
    public static String of(String model, EngineException fault, Class<?> code) {
        String message = String.valueOf(fault.getMessage());
        if (message.contains(LARGE)) {
            return model + " has an array of more than 2 GiB, which Java can't hold. Use a smaller batchSize or a"
                    + " smaller model";
        }
        if (!MEMORY.matcher(message).find()) {
            return "PyTorch refused a computation of " + model + ": "
                    + ThrownText.cut(message.lines().findFirst().orElse("it gave no reason"))
                    + ThrownText.place(fault, code);
        }
        Matcher amount = AMOUNT.matcher(message);
        return model + " needs more memory than there is"
                + (amount.find() ? ": PyTorch asked for " + amount.group(1) + " at once" : "")
                + ". Use a smaller batchSize, shorter texts or a smaller model, or fewer --workers";
    }
}
