package org.bakeoff.spec;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.SecretFilter;
import org.bakeoff.io.VariableText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Knows the secrets in the strings of a configuration, and the environment variables that they name. */
public final class ConfigSecrets {

    private static final String REMEDY = "; name an environment variable in its place, such as ${PASSWORD}";

    private ConfigSecrets() {}

    /** Says what a string is for. */
    private enum Kind {
        /** A path or a URL. */
        PATH,
        /** A secret. */
        SECRET,
        /** Anything else, which may still quote a URL. */
        TEXT;

        static Kind of(@Nullable ConfigProperty property) {
            return property == null ? TEXT : property.secret() ? SECRET : property.path() ? PATH : TEXT;
        }

        /** Returns whether environment variables are expanded in it. */
        boolean expanded() {
            return this != TEXT;
        }

        String redacted(String value) {
            return switch (this) {
                case PATH -> Redaction.value(value);
                case TEXT -> Redaction.text(value);
                case SECRET -> Redaction.isVariables(value) || value.isEmpty() ? value : Redaction.MARK;
            };
        }
    }

    /** One string of a configuration. */
    private record Text(String pointer, Kind kind, String value) {

        boolean isOpen() {
            return kind.redacted(value).equals(value);
        }
    }

    /** Returns a configuration as JSON without its secrets. */
    static ObjectNode redacted(Record config) {
        return mapped(config, Kind::redacted);
    }

    /**
     * Returns a configuration as JSON with the values of its variables, to tell it from others; it must not be written.
     *
     * @return empty if it holds no secret and names no variable, so that its JSON may be written
     */
    public static Optional<ObjectNode> expanded(Record config) {
        boolean open = texts(config, "").stream()
                .allMatch(text -> text.isOpen() && !text.value().contains("${"));
        return open
                ? Optional.empty()
                : Optional.of(mapped(
                        config, (kind, value) -> value + (kind.expanded() ? new VariableText(value).values() : "")));
    }

    /** Returns a filter of the secrets of a dataset's configuration. */
    public static SecretFilter filter(Record config) {
        SecretFilter filter = new SecretFilter();
        for (Text text : texts(config, "")) {
            if (text.kind().expanded()) {
                filter.add(text.value());
            }
            if (text.kind() == Kind.SECRET && !text.isOpen()) {
                filter.addSecret(text.value());
            }
        }
        return filter;
    }

    /** Returns what keeps a dataset's configuration from being used: variables that aren't set, and secrets that were redacted. */
    public static List<SpecFault> unusable(Record config) {
        List<SpecFault> faults = new ArrayList<>();
        for (Text text : texts(config, Spec.DATASET + "/config")) {
            if (!text.kind().expanded()) {
                continue;
            }
            if (Redaction.isRedacted(text.value())) {
                faults.add(new SpecFault(
                        text.pointer(),
                        "found " + Faults.quoted(text.value()) + ", from which a secret was removed when it was written"
                                + REMEDY + ", or give the spec that the run was started with"));
            }
            new VariableText(text.value()).fault().ifPresent(fault -> faults.add(new SpecFault(text.pointer(), fault)));
        }
        return faults;
    }

    /** Returns the secrets of the configuration of a model or an evaluator, which is written as it is. */
    static List<SpecFault> written(Record config, String pointer) {
        return texts(config, pointer).stream()
                .filter(text -> !text.isOpen())
                .map(text -> new SpecFault(
                        text.pointer(),
                        "found " + Faults.quoted(text.kind().redacted(text.value()))
                                + " with a secret, which would be written to every run" + REMEDY
                                + ", if the plugin reads them"))
                .toList();
    }

    private static List<Text> texts(Record config, String pointer) {
        List<Text> texts = new ArrayList<>();
        for (RecordComponent component : Records.components(config.getClass())) {
            collect(
                    Records.read(component, config),
                    Kind.of(component.getAnnotation(ConfigProperty.class)),
                    Faults.below(pointer, component.getName()),
                    texts);
        }
        return texts;
    }

    private static void collect(@Nullable Object value, Kind kind, String pointer, List<Text> texts) {
        if (value instanceof String text) {
            texts.add(new Text(pointer, kind, text));
        } else if (value instanceof Record nested) {
            texts.addAll(texts(nested, pointer));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> collect(one, kind, Faults.below(pointer, String.valueOf(key)), texts));
        } else if (value instanceof Collection<?> all) {
            int index = 0;
            for (Object one : all) {
                collect(one, kind, pointer + "/" + index++, texts);
            }
        }
    }

    /** Replaces a string of some kind. */
    private interface Replacement {
        String of(Kind kind, String value);
    }

    private static ObjectNode mapped(Record config, Replacement replacement) {
        ObjectNode json = Records.toJson(config);
        for (RecordComponent component : Records.components(config.getClass())) {
            Object value = Records.read(component, config);
            if (value instanceof Record nested && json.path(component.getName()).isObject()) {
                json.set(component.getName(), mapped(nested, replacement));
            } else if (json.has(component.getName())) {
                Kind kind = Kind.of(component.getAnnotation(ConfigProperty.class));
                json.set(
                        component.getName(), mapped(json.get(component.getName()), text -> replacement.of(kind, text)));
            }
        }
        return json;
    }

    private static JsonNode mapped(JsonNode node, UnaryOperator<String> replacement) {
        if (node.isString()) {
            return StringNode.valueOf(replacement.apply(node.asString()));
        }
        if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                object.set(key, mapped(object.get(key), replacement));
            }
        } else if (node instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                array.set(index, mapped(array.get(index), replacement));
            }
        }
        return node;
    }
}
