package org.bakeoff.training.executor;

import java.util.List;
import java.util.ServiceLoader;

/** The executors on the class path. */
public final class ExecutorCatalog {

    private ExecutorCatalog() {}

    /**
     * Finds an executor by its name.
     *
     * @throws ExecutorException if there is none of that name; the message says which there are
     */
    public static ExecutorProvider find(String name) {
        List<ExecutorProvider> all =
                ServiceLoader.load(ExecutorProvider.class, ExecutorCatalog.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return all.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ExecutorException("There is no executor '" + name + "' on the class path; there "
                        + (all.isEmpty()
                                ? "is none. An executor is a jar of its own"
                                : "are: "
                                        + String.join(
                                                ", ",
                                                all.stream()
                                                        .map(ExecutorProvider::name)
                                                        .toList()))
                        + "."));
    }
}
