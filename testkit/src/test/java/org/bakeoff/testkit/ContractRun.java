package org.bakeoff.testkit;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * What came of a contract that was run against a plugin.
 *
 * @param failures the messages of the tests that failed, by the names of their methods
 * @param succeeded how many did not
 */
record ContractRun(SortedMap<String, String> failures, long succeeded) {

    private static final String PLUGIN = "plugin";

    /**
     * Runs a contract, as an author's build does.
     *
     * @param contract a test class whose constructor takes the class of a plugin
     */
    static ContractRun by(Class<?> contract, Class<?> plugin) {
        return by(plugin, List.of(DiscoverySelectors.selectClass(contract)));
    }

    /** Runs some tests of a contract by the names of their methods, and in the profile endurance all, since no other may fail. */
    static ContractRun by(Class<?> contract, Class<?> plugin, String... tests) {
        return Boolean.getBoolean("bakeoff.endurance")
                ? by(contract, plugin)
                : by(
                        plugin,
                        ReflectionSupport.findMethods(
                                        contract,
                                        method -> List.of(tests).contains(method.getName()),
                                        HierarchyTraversalMode.TOP_DOWN)
                                .stream()
                                .map(method -> DiscoverySelectors.selectMethod(contract, method))
                                .toList());
    }

    private static ContractRun by(Class<?> plugin, List<? extends DiscoverySelector> selectors) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .configurationParameter(PLUGIN, plugin.getName())
                .selectors(selectors.toArray(DiscoverySelector[]::new))
                .execute();
        SortedMap<String, String> failures = new TreeMap<>();
        for (Event event : results.allEvents().failed().list()) {
            failures.put(
                    event.getTestDescriptor()
                            .getSource()
                            .filter(MethodSource.class::isInstance)
                            .map(MethodSource.class::cast)
                            .map(MethodSource::getMethodName)
                            .orElse(""),
                    event.getRequiredPayload(TestExecutionResult.class)
                            .getThrowable()
                            .map(Throwable::toString)
                            .orElse(""));
        }
        return new ContractRun(failures, results.testEvents().succeeded().count());
    }

    List<String> failed() {
        return List.copyOf(failures.keySet());
    }

    /** Gives the constructor of a contract the class of the plugin. */
    static final class Plugin implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Class.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            try {
                return Class.forName(context.getConfigurationParameter(PLUGIN).orElseThrow());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A new instance. */
    static <T> T create(Class<T> type) {
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
