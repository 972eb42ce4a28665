package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Plugin;
import org.bakeoff.spec.Configs;
import org.bakeoff.spec.Records;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Tests the rules of all plugins. Extend the contract for your kind: {@link ModelProviderContract}, {@link DatasetContract} or
 * {@link EvaluatorContract}.
 *
 * @param <C> the plugin's configuration
 * @param <P> the kind of plugin
 */
public abstract sealed class PluginContract<C extends Record, P extends Plugin<C>>
        permits ModelProviderContract, DatasetContract, EvaluatorContract {

    /** Returns a new instance of the plugin. */
    protected abstract P plugin();

    /**
     * Returns the configuration to test: the defaults, unless overridden. Override it if a property is required, or if the
     * defaults download something or take long. To test another configuration, override it in a second test class.
     *
     * @throws IOException if something that it needs, such as a file, cannot be created
     */
    protected C config() throws IOException {
        return plugin().defaults();
    }

    private Class<?> kind() {
        return List.<Class<?>>of(ModelProvider.class, Dataset.class, Evaluator.class).stream()
                .filter(kind -> kind.isInstance(plugin()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    final void isFoundByItsName() {
        Class<?> type = plugin().getClass();
        String services = "META-INF/services/" + kind().getName();
        List<ServiceLoader.Provider<?>> found = found(kind());
        assertThat(found)
                .as("%s must hold the line %s", services, type.getName())
                .anySatisfy(provider -> assertThat(provider.type()).isEqualTo(type));
        assertThat(found.stream()
                        .map(provider -> (Plugin<?>) provider.get())
                        .filter(other -> other.name().equals(plugin().name()))
                        .map(Object::getClass))
                .as("the plugins named '%s' on the class path", plugin().name())
                .hasSize(1);
    }

    private static <T> List<ServiceLoader.Provider<?>> found(Class<T> kind) {
        return List.copyOf(ServiceLoader.load(kind).stream().toList());
    }

    @Test
    final void nameAndDescriptionAreValid() {
        assertThat(plugin().name()).as("name()").matches("[a-z][a-z0-9-]*");
        assertThat(plugin().description())
                .as("description(): one line that says what the plugin is")
                .isNotBlank()
                .doesNotContain("\n");
    }

    @Test
    final void everyConfigPropertyIsDescribed() {
        for (RecordComponent component : plugin().defaults().getClass().getRecordComponents()) {
            ConfigProperty key = component.getAnnotation(ConfigProperty.class);
            assertThat(key)
                    .as("the property \"%s\" needs @ConfigProperty(\"what it means\")", component.getName())
                    .isNotNull();
            assertThat(key.value())
                    .as("the meaning of the property \"%s\", one line", component.getName())
                    .isNotBlank()
                    .doesNotContain("\n");
        }
    }

    /** A run directory holds the configuration as JSON; a run resumes from it. */
    @Test
    final void itsConfigurationSurvivesJson() throws IOException {
        survives("config()", config());
        boolean complete = Stream.of(plugin().defaults().getClass().getRecordComponents())
                .map(component -> component.getAnnotation(ConfigProperty.class))
                .noneMatch(key -> key != null && key.required());
        if (complete) {
            survives("defaults()", plugin().defaults());
        }
    }

    private void survives(String what, C config) {
        // Paths become absolute when they are first read.
        C read = Configs.read(Records.toJson(config).toString(), plugin().defaults());
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            ConfigProperty key = component.getAnnotation(ConfigProperty.class);
            if (key == null || !key.path()) {
                assertThat(value(component, read))
                        .as("the property \"%s\" of %s, written as JSON and read again", component.getName(), what)
                        .isEqualTo(value(component, config));
            }
        }
        assertThat(Configs.read(Records.toJson(read).toString(), plugin().defaults()))
                .as("%s, written as JSON and read again", what)
                .isEqualTo(read);
    }

    static @Nullable Object value(RecordComponent component, Record config) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("can't read " + component, e);
        }
    }
}
