package org.bakeoff.spec;

import com.google.inject.Inject;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.Json;
import org.bakeoff.plugins.PluginCatalog;
import org.bakeoff.plugins.PluginCatalogs;
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

    private static final String NAMES = "^" + SpecResolver.NAME.pattern() + "$";

    private final PluginCatalogs plugins;

    @Inject
    SpecSchema(PluginCatalogs plugins) {
        this.plugins = plugins;
    }

    /** Returns the JSON Schema of specs with the installed plugins. */
    public ObjectNode json() {
        ObjectNode schema =
                object().put("description", "An experiment: models that are trained on a dataset and compared.");
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Bakeoff experiment");
        schema.putArray("required").add("models");
        ArrayNode data = schema.putArray("oneOf");
        data.add(only("dataset", List.of("datasets"))).add(only("datasets", List.of("dataset")));
        ObjectNode properties = schema.putObject("properties");
        for (SpecKey key : SpecKey.values()) {
            properties.set(key.key(), section(key).put("description", key.meaning()));
        }
        return schema;
    }

    private ObjectNode section(SpecKey key) {
        return switch (key) {
            case SCHEMA -> type("string");
            case NAME -> type("string").put("pattern", NAMES);
            case TAGS ->
                list(type("string").put("pattern", NAMES))
                        .put("maxItems", Spec.MOST_TAGS)
                        .put("uniqueItems", true);
            case DATASET -> plugin(plugins.datasets());
            case DATASETS -> {
                ObjectNode datasets = type("object").put("minProperties", 1);
                datasets.putObject("propertyNames").put("pattern", NAMES);
                datasets.set("additionalProperties", plugin(plugins.datasets()));
                yield datasets;
            }
            case SPLIT -> grid("split");
            case TRAIN_SIZES -> grid("trainSizes");
            case MODELS -> models();
            case TRAINING -> record(KeyDescription.of(Training.defaults()));
            case COMPARISON -> record(KeyDescription.of(ComparisonConfig.defaults()));
            case EVALUATORS -> list(plugin(plugins.evaluators()));
            case SEARCH ->
                SearchReader.describe(SearchMethod.describe(record(KeyDescription.of(SearchMethod.defaults()))));
        };
    }

    private static ObjectNode grid(String name) {
        return key(KeyDescription.of(Grid.DEFAULTS).stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .orElseThrow());
    }

    private ObjectNode models() {
        ObjectNode models = type("object").put("minProperties", 1).put("maxProperties", Spec.MOST_MODELS);
        models.putObject("propertyNames").put("pattern", NAMES);
        ObjectNode model = plugin(plugins.models());
        model.withObject("properties")
                .set(
                        "training",
                        record(KeyDescription.of(Training.defaults()).stream()
                                .filter(key -> !SpecResolver.COMMON_ONLY.contains(key.name()))
                                .toList()));
        ObjectNode elsewhere = record(Spec.ImportedModel.keys());
        ((ObjectNode) model.path("properties")).setAll((ObjectNode) elsewhere.path("properties"));
        model.remove("required");
        ArrayNode kinds = model.putArray("oneOf");
        kinds.add(only("plugin", List.of(SpecResolver.PREDICTIONS, "baseline")));
        kinds.add(only(SpecResolver.PREDICTIONS, List.of("plugin", "config", "training")));
        models.set("additionalProperties", model);
        return models;
    }

    /** Returns an object that names a plugin, whose configuration depends on which. */
    private static <P extends Plugin<?>> ObjectNode plugin(PluginCatalog<P> catalog) {
        ObjectNode schema = object();
        schema.putArray("required").add("plugin");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode names = properties.putObject("plugin").putArray("oneOf");
        properties.putObject("config");
        ArrayNode configs = schema.putArray("allOf");
        for (Map.Entry<String, P> entry : catalog.all().entrySet()) {
            names.addObject()
                    .put("const", entry.getKey())
                    .put("description", entry.getValue().description());
            List<KeyDescription> keys = KeyDescription.of(entry.getValue().defaults());
            ObjectNode rule = configs.addObject();
            ObjectNode condition = rule.putObject("if");
            condition.putArray("required").add("plugin");
            condition.putObject("properties").putObject("plugin").put("const", entry.getKey());
            ObjectNode then = rule.putObject("then");
            then.putObject("properties")
                    .set(
                            "config",
                            record(keys).put("description", entry.getValue().description()));
            if (keys.stream().anyMatch(KeyDescription::required)) {
                then.putArray("required").add("config");
            }
        }
        return schema;
    }

    /** Returns what has one key and none of some others. */
    private static ObjectNode only(String key, List<String> others) {
        ObjectNode schema = Json.COMPACT.createObjectNode();
        schema.putArray("required").add(key);
        ArrayNode none = schema.putObject("not").putArray("anyOf");
        others.forEach(other -> none.addObject().putArray("required").add(other));
        return schema;
    }

    private static ObjectNode record(List<KeyDescription> keys) {
        ObjectNode schema = object();
        ArrayNode required = Json.COMPACT.createArrayNode();
        ObjectNode properties = schema.putObject("properties");
        for (KeyDescription key : keys) {
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

    private static ObjectNode key(KeyDescription key) {
        ObjectNode value = value(key);
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

    private static ObjectNode value(KeyDescription key) {
        ObjectNode value = switch (key.type()) {
            case OBJECT -> record(key.keys());
            case ANY_OF -> {
                ObjectNode either = Json.COMPACT.createObjectNode();
                ArrayNode all = either.putArray("anyOf");
                key.alternatives().forEach(one -> all.add(value(one)));
                yield either;
            }
            case MAP -> {
                ObjectNode map = type("object");
                map.set("additionalProperties", key.scalar().schema());
                yield map;
            }
            default ->
                key.single()
                        ? single(key.scalar())
                        : key.list()
                                ? list(key.scalar().schema())
                                : key.scalar().schema();
        };
        if (key.rule() != null) {
            key.rule().describe(value);
        }
        return value;
    }

    private static ObjectNode single(Scalar element) {
        ObjectNode either = Json.COMPACT.createObjectNode();
        either.putArray("anyOf").add(element.schema()).add(list(element.schema()));
        return either;
    }

    private static ObjectNode list(ObjectNode items) {
        ObjectNode list = type("array");
        list.set("items", items);
        return list;
    }

    static ObjectNode object() {
        return type("object").put("additionalProperties", false);
    }

    static ObjectNode type(String type) {
        return Json.COMPACT.createObjectNode().put("type", type);
    }
}
