package org.bakeoff.training.executor;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;

/** Finds the executors on the class path. */
public final class ExecutorCatalog {

    private ExecutorCatalog() {}

    /**
     * Finds an executor by its name.
     *
     * @throws BakeoffException if there is none of that name; the message says which there are
     */
    public static ExecutorProvider find(String name) {
        List<ExecutorProvider> all =
                ServiceLoader.load(ExecutorProvider.class, ExecutorCatalog.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return all.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BakeoffException(
                        ErrorCode.EXECUTOR_UNKNOWN,
                        ErrorLocation.NONE,
                        "There is no executor '" + name + "' on the class path",
                        all.isEmpty()
                                ? "There is none. An executor is a jar of its own."
                                : "There are: "
                                        + all.stream()
                                                .map(ExecutorProvider::name)
                                                .collect(Collectors.joining(", "))
                                        + "."));
    }
}
