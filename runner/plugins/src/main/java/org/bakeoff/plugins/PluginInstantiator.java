package org.bakeoff.plugins;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.Cancellation;
import org.jspecify.annotations.Nullable;

/**
 * Creates plugins. Their code runs for the first time here, on a thread of its own, which is abandoned if it takes too long.
 */
record PluginInstantiator(Duration limit, ConfigTypeCheck check) {

    private static final int LONGEST_DESCRIPTION = 1_000;

    /** Reports a plugin whose name, description or defaults can't be used. */
    static final class InvalidPlugin extends Exception {

        private static final long serialVersionUID = 1;

        /** Follows the name of the plugin's class. */
        final String fault;

        final String remedy;

        InvalidPlugin(String fault, String remedy) {
            super(fault);
            this.fault = fault;
            this.remedy = remedy;
        }
    }

    /**
     * A plugin that can be used.
     *
     * @param name its name
     */
    record Named<P>(String name, P plugin) {}

    /**
     * Creates a plugin and checks its name, description and defaults.
     *
     * @throws ExecutionException if it throws, or returns what can't be used
     * @throws TimeoutException if it takes too long
     */
    <P extends Plugin<?>> Named<P> make(Class<P> type) throws ExecutionException, TimeoutException {
        return call(type.getClassLoader(), () -> check(type.getConstructor().newInstance()));
    }

    /** Checks the name, description and defaults of a plugin, and what a model says of itself. */
    <P extends Plugin<?>> Named<P> check(P plugin) throws InvalidPlugin {
        String name = given("name()", plugin.name());
        if (!name.equals(plugin.name())) {
            throw new InvalidPlugin("gives another name() each time", "It must give one name");
        }
        if (given("description()", plugin.description()).length() > LONGEST_DESCRIPTION) {
            throw new InvalidPlugin(
                    "gives a description() of more than " + LONGEST_DESCRIPTION + " characters", "Give one line");
        }
        Record defaults = given("defaults()", plugin.defaults());
        if (plugin instanceof ModelProvider<?> model) {
            // What they throw must come here, and not after the training.
            model.isBaseline();
            model.deterministic();
        }
        String fault = check.fault(defaults);
        if (fault != null) {
            throw new InvalidPlugin(
                    fault,
                    "A key is an int, long, double or boolean, one of their boxes, a String, an enum, or a List of"
                            + " boxes, strings or an enum's constants");
        }
        return new Named<>(name, plugin);
    }

    private static <T> T given(String what, @Nullable T value) throws InvalidPlugin {
        if (value == null) {
            throw new InvalidPlugin("gives null as its " + what, "It must give a value");
        }
        return value;
    }

    private <T> T call(ClassLoader loader, Callable<T> code) throws ExecutionException, TimeoutException {
        FutureTask<T> task = new FutureTask<>(code);
        Thread thread = new Thread(task, "plugin");
        thread.setDaemon(true);
        thread.setContextClassLoader(loader);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Cancellation.exception();
        }
    }
}
