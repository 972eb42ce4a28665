package org.bakeoff.spec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.bakeoff.io.Json;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.TerminalText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Collects the faults of a spec. */
final class Faults {

    static final int SHOWN = 60;

    private static final Pattern SECRET = Pattern.compile(
            "(?i)(pas+(w[ord]*)?|pwd|passphrase|secret|token|credentials?|(api|access|secret|private)[-_]?key)(/\\d+)?$");

    private final List<SpecFault> faults = new ArrayList<>();

    void add(String pointer, String message) {
        faults.add(new SpecFault(pointer, message));
    }

    /** Reports a value that is not what is allowed. */
    void wrong(String pointer, JsonNode found, String allowed) {
        String shown = isSecret(pointer) ? Redaction.MARK : show(found);
        add(pointer, "found " + shown + "; allowed: " + allowed);
    }

    /** Reports a name that isn't among those there are. */
    void unknown(String pointer, String what, String name, Collection<String> known) {
        add(pointer, Suggestion.instead(what, name, known));
    }

    /** Reports the keys of an object that aren't among those there are. */
    void keys(JsonNode object, Collection<String> known, String pointer) {
        for (String key : object.propertyNames()) {
            if (!known.contains(key)) {
                unknown(below(pointer, key), "key", key, known);
            }
        }
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    int size() {
        return faults.size();
    }

    List<SpecFault> all() {
        return List.copyOf(faults);
    }

    /** Returns the pointer of a key below another pointer. */
    static String below(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    /** Returns whether a key, the last of a pointer, is named like a secret. */
    static boolean isSecret(String pointer) {
        return SECRET.matcher(pointer).find();
    }

    static String show(JsonNode node) {
        if (node.isFloatingPointNumber() && !Double.isFinite(node.asDouble())) {
            return "a number with too large an exponent";
        }
        // What is cut may no longer look like a URL.
        String text = node.isString()
                ? Json.COMPACT.writeValueAsString(Redaction.value(node.asString()))
                : Redaction.text(withoutSecrets(node).toString());
        return TerminalText.excerpt(text, SHOWN);
    }

    private static JsonNode withoutSecrets(JsonNode node) {
        JsonNode copy = node.deepCopy();
        if (copy instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                JsonNode value = object.get(key);
                object.set(
                        key,
                        isSecret(key) && value.isValueNode()
                                ? StringNode.valueOf(Redaction.MARK)
                                : withoutSecrets(value));
            }
        } else if (copy instanceof ArrayNode array) {
            for (int index = 0; index < array.size(); index++) {
                array.set(index, withoutSecrets(array.get(index)));
            }
        }
        return copy;
    }

    /** Returns a text in quotes, cut where it is long. */
    static String quoted(String text) {
        return "\"" + printable(text, SHOWN) + "\"";
    }

    /** Returns the beginning of a text, safe to print. */
    static String printable(String text, int longest) {
        return TerminalText.excerpt(Redaction.text(text), longest);
    }
}
