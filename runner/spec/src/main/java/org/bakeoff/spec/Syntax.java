package org.bakeoff.spec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Says what is wrong with a text that is no JSON; the parser's own words speak of its settings and classes. */
final class Syntax {

    private record Rule(Pattern found, String said) {

        Rule(String found, String said) {
            this(Pattern.compile(found, Pattern.DOTALL), said);
        }

        Optional<String> apply(String message) {
            Matcher matcher = found.matcher(message);
            return matcher.matches() ? Optional.of(matcher.replaceFirst(said)) : Optional.empty();
        }
    }

    private static final String CHARACTER = "Unexpected character \\('(.+?)' \\(code .*?\\)\\)";

    private static final List<Rule> RULES = List.of(
            new Rule("Duplicate Object property (\".*\")", "the key $1 stands twice in the same object"),
            new Rule("Non-standard token '(.*?)'.*", "$1 is no number in JSON"),
            new Rule(
                    "Unexpected end-of-input: expected close marker for Object.*",
                    "the text ends before a { is closed"),
            new Rule(
                    "Unexpected end-of-input: expected close marker for Array.*", "the text ends before a [ is closed"),
            new Rule("Unexpected end-of-input in a comment.*", "the text ends within a comment"),
            new Rule("Unexpected end-of-input: was expecting closing quote.*", "the text ends within quotes"),
            new Rule("Unexpected end-of-input.*", "the text ends too early"),
            new Rule("Trailing token.*|Expected space separating.*", "something follows where the JSON should end"),
            new Rule(
                    "Unrecognized token '(.*)': was expecting.*",
                    "found '$1', which is no number and none of true, false and null; a text needs quotes"),
            new Rule(
                    CHARACTER + ": was expecting double-quote.*",
                    "found '$1' where a key in double quotes should stand"),
            new Rule(CHARACTER + ": was expecting a colon.*", "found '$1' where a colon should follow the key"),
            new Rule(
                    CHARACTER + ": was expecting comma.*",
                    "found '$1' where a comma or a closing bracket should stand"),
            new Rule(CHARACTER + ": expected a valid value.*", "found '$1' where a value should stand"),
            new Rule(CHARACTER + ": expected a hex-digit.*", "four hexadecimal digits must follow \\\\u"),
            new Rule(
                    CHARACTER + "( in numeric value.*|: hexadecimal.*)",
                    "found '$1' in a number; numbers are written like 12, -0.5 or 1e-3"),
            new Rule("Invalid numeric value.*", "numbers are written like 12, -0.5 or 1e-3"),
            new Rule(
                    "Illegal unquoted character.*",
                    "a line break, a tab or the like stands within quotes; write it as \\\\n or \\\\t"),
            new Rule(
                    "Unrecognized character escape '(.+?)'.*",
                    "\\\\$1 means nothing within quotes; a backslash itself is written twice"),
            new Rule("Unexpected close marker '(.)': no open.*", "found '$1', but nothing is open"),
            new Rule("Unexpected close marker '(.)': expected '(.)'.*", "found '$1' where '$2' should stand"),
            new Rule("Document nesting depth.*", "it is nested deeper than any spec"),
            new Rule("(Number|Name|String) .*length.*", "a number, a key or a text is longer than in any spec"));

    private Syntax() {}

    /** Where and what, in a line. */
    static String fault(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        return where + reason(e);
    }

    /** What, in a line. */
    static String reason(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        String reason = RULES.stream()
                .flatMap(rule -> rule.apply(message).stream())
                .findFirst()
                .orElse("this is no JSON");
        return Faults.printable(reason, 200);
    }
}
