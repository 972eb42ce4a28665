package org.bakeoff.spec;

import com.google.inject.Inject;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.Json;
import org.bakeoff.plugins.PluginCatalog;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes specs as a JSON Schema, for editors that complete and check what is typed. It allows what {@link SpecReader} does
 * but for what only the reader can say: the rules of configurations' own constructors, the limits of numbers in quotes, and
 * that comments are fine.
 *
 * <p>Source: JSON Schema, draft 2020-12.
 */
public final class SpecSchema {

    private final PluginCatalog<Dataset<?>> datasets;
    private final PluginCatalog<ModelProvider<?>> providers;
    private final PluginCatalog<Evaluator<?>> evaluators;

    @Inject
    SpecSchema(
            PluginCatalog<Dataset<?>> datasets,
            PluginCatalog<ModelProvider<?>> providers,
            PluginCatalog<Evaluator<?>> evaluators) {
        this.datasets = datasets;
        this.providers = providers;
        this.evaluators = evaluators;
    }

    /** The schema of specs with the plugins that there are. */
    public ObjectNode json() {
        ObjectNode schema = object("An experiment: models that are trained on a dataset and compared.");
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Bakeoff experiment");
        schema.putArray("required").add("dataset").add("models");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("$schema").put("type", "string").put("description", "where this schema is, for editors");
        properties
                .putObject("name")
                .put("type", "string")
                .put("pattern", "^" + SpecResolver.NAME.pattern() + "$")
                .put("description", "the name of the run directory");
        properties.set("dataset", plugin("what the models are trained and tested on", datasets));
        ObjectNode models = properties.putObject("models").put("type", "object").put("minProperties", 1);
        models.put("maxProperties", SpecResolver.MOST_MODELS);
        models.put("description", "the models to compare, by name");
        models.putObject("propertyNames").put("pattern", "^" + SpecResolver.NAME.pattern() + "$");
        ObjectNode model = plugin("a model", providers);
        model.withObject("properties").set("training", training("laid over the training of all", false));
        models.set("additionalProperties", model);
        properties.set("training", training("how every model is trained", true));
        properties.set("comparison", record(ConfigKey.of(ComparisonConfig.defaults()), "how the models are compared"));
        ObjectNode list = properties.putObject("evaluators").put("type", "array");
        list.put("description", "what looks at the predictions; absent: all that there are");
        list.set("items", plugin("an evaluator", evaluators));
        properties.set("search", search());
        return schema;
    }

    private static ObjectNode space() {
        ObjectNode schema = Json.COMPACT
                .createObjectNode()
                .put("type", "object")
                .put("minProperties", 1)
                .put("description", "the values to try for keys of models and of the training, by their JSON pointers");
        schema.putObject("propertyNames")
                .put("pattern", "^(" + SearchReader.OF_A_MODEL.pattern() + "|" + SearchReader.COMMON.pattern() + ")$");
        ArrayNode either = schema.putObject("additionalProperties").putArray("anyOf");
        either.addObject().put("type", "array").put("minItems", 1).put("maxItems", SearchDomain.MOST);
        ObjectNode range = object("a range that numbers are drawn from at random")
                .put("minProperties", 1)
                .put("maxProperties", 1);
        ObjectNode scales = range.putObject("properties");
        for (SearchDomain.Scale scale : SearchDomain.Scale.values()) {
            ObjectNode ends = scales.putObject(scale.key())
                    .put("type", "array")
                    .put("minItems", 2)
                    .put("maxItems", 2);
            ends.putObject("items").put("type", scale.whole() ? "integer" : "number");
        }
        either.add(range);
        return schema;
    }

    private static ObjectNode search() {
        ObjectNode schema = record(
                ConfigKey.of(SearchMethod.defaults()), "which configurations are tried, and what one is selected by");
        schema.withObject("properties").set("space", space());
        schema.withArray("required").add("space");
        ObjectNode both = schema.putObject("not");
        both.putArray("required").add("grid").add("random");
        ObjectNode objects = both.putObject("properties");
        objects.putObject("grid").put("type", "object");
        objects.putObject("random").put("type", "object");
        return schema;
    }

    private static ObjectNode training(String description, boolean common) {
        List<ConfigKey> keys = ConfigKey.of(Training.defaults()).stream()
                .filter(key -> common || !SpecResolver.COMMON_ONLY.contains(key.name()))
                .toList();
        ObjectNode schema = record(keys, description);
        if (common) {
            // What the constructor of Training checks of single keys.
            ObjectNode properties = schema.withObject("properties");
            properties.withObject("seeds").put("minItems", 1).put("uniqueItems", true);
            properties.withObject("device").put("pattern", "^(" + Training.DEVICE.pattern() + ")$");
            ArrayNode either = properties.withObject("validation").putArray("anyOf");
            either.addObject().put("exclusiveMaximum", 1);
            either.addObject().put("type", "integer");
        }
        return schema;
    }

    /** An object that names a plugin, whose configuration depends on which. */
    private static <P extends Plugin<?>> ObjectNode plugin(String description, PluginCatalog<P> catalog) {
        ObjectNode schema = object(description);
        schema.putArray("required").add("plugin");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode names = properties.putObject("plugin").putArray("oneOf");
        properties.putObject("config");
        ArrayNode configs = schema.putArray("allOf");
        for (Map.Entry<String, P> entry : catalog.all().entrySet()) {
            names.addObject()
                    .put("const", entry.getKey())
                    .put("description", entry.getValue().description());
            List<ConfigKey> keys = ConfigKey.of(entry.getValue().defaults());
            ObjectNode rule = configs.addObject();
            ObjectNode condition = rule.putObject("if");
            condition.putArray("required").add("plugin");
            condition.putObject("properties").putObject("plugin").put("const", entry.getKey());
            ObjectNode then = rule.putObject("then");
            then.putObject("properties")
                    .set("config", record(keys, entry.getValue().description()));
            if (keys.stream().anyMatch(ConfigKey::required)) {
                then.putArray("required").add("config");
            }
        }
        return schema;
    }

    private static ObjectNode record(List<ConfigKey> keys, String description) {
        ObjectNode schema = object(description);
        ArrayNode required = Json.COMPACT.createArrayNode();
        ObjectNode properties = schema.putObject("properties");
        for (ConfigKey key : keys) {
            properties.set(key.name(), key(key));
            if (key.required()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private static ObjectNode key(ConfigKey key) {
        ObjectNode value = key.type() == ConfigKey.Type.OBJECT ? record(key.keys(), key.meaning()) : scalar(key);
        if (key.list()) {
            ObjectNode list = Json.COMPACT.createObjectNode().put("type", "array");
            list.set("items", value);
            value = list;
        }
        if (key.optional()) {
            ObjectNode either = Json.COMPACT.createObjectNode();
            either.putArray("anyOf").add(value).addObject().put("type", "null");
            value = either;
        }
        if (!key.meaning().isEmpty()) {
            value.put("description", key.meaning());
        }
        if (key.standard() != null) {
            value.set("default", key.standard());
        }
        return value;
    }

    private static ObjectNode scalar(ConfigKey key) {
        ObjectNode scalar = Json.COMPACT.createObjectNode();
        return switch (key.type()) {
            case INTEGER -> limits(scalar.put("type", "integer"), key);
            case NUMBER -> limits(scalar.put("type", "number"), key);
            case BOOLEAN -> scalar.put("type", "boolean");
            case STRING_OR_NUMBER -> {
                ArrayNode either = scalar.putArray("anyOf");
                either.addObject().put("type", "string");
                limits(either.addObject().put("type", "number"), key);
                yield scalar;
            }
            case STRING, OBJECT -> {
                scalar.put("type", "string");
                if (!key.words().isEmpty()) {
                    key.words().forEach(scalar.putArray("enum")::add);
                }
                yield scalar;
            }
        };
    }

    private static ObjectNode limits(ObjectNode scalar, ConfigKey key) {
        boolean integer = key.type() == ConfigKey.Type.INTEGER;
        if (key.min() != null || integer) {
            scalar.set("minimum", Records.node(key.min() == null ? (Number) Long.MIN_VALUE : key.min()));
        }
        if (key.max() != null || integer) {
            scalar.set("maximum", Records.node(key.max() == null ? (Number) Long.MAX_VALUE : key.max()));
        }
        return scalar;
    }

    private static ObjectNode object(String description) {
        return Json.COMPACT
                .createObjectNode()
                .put("type", "object")
                .put("description", description)
                .put("additionalProperties", false);
    }
}
