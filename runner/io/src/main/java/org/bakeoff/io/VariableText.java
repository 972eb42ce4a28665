package org.bakeoff.io;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in which <code>${NAME}</code> stands for an environment variable, and <code>$${</code> for <code>${</code> itself. The
 * values are put in only where the text is used, so that what is written down has the names.
 *
 * @param text the text with the names
 */
public record VariableText(String text) {

    private static final Pattern PART = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Returns why the values can't be put in: a name is none, or a variable isn't set; empty if they can. */
    public Optional<String> fault() {
        return PART.matcher(text)
                .results()
                .filter(part -> part.group(1) != null)
                .flatMap(part -> fault(part.group(1), !part.group(2).isEmpty()).stream())
                .findFirst();
    }

    private static Optional<String> fault(String name, boolean closed) {
        if (!closed || !NAME.matcher(name).matches()) {
            return Optional.of(
                    "${ begins the name of an environment variable, such as ${PASSWORD}, but no name and } follow; write"
                            + " $${ for ${ itself");
        }
        return System.getenv(name) == null
                ? Optional.of("the environment variable " + name + " isn't set; set it, or write $${ for ${ itself")
                : Optional.empty();
    }

    /**
     * Returns the text with the variables' values, which may be secrets: use it, but neither write nor show it.
     *
     * @throws IOException if a variable isn't set, or a name is none; the message is a clause
     */
    public String expanded() throws IOException {
        Optional<String> fault = fault();
        if (fault.isPresent()) {
            throw new IOException(fault.get());
        }
        return PART.matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(
                        part.group(1) == null ? "${" : String.valueOf(System.getenv(part.group(1)))));
    }

    /** Returns the values of those variables that are set, by their names. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            String value = parts.group(1) == null ? null : System.getenv(parts.group(1));
            if (value != null) {
                values.put(parts.group(1), value);
            }
        }
        return values;
    }
}
