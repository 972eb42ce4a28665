package org.bakeoff.spec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.io.Redaction;
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

    /** A key of a text that may be no JSON. It takes no more time than the text is long. */
    private static final Pattern KEY = Pattern.compile("(?<![\\w-])([\\w-]++)[\"']?+\\s*+[:=]");

    /** What a message quotes of a text without quotes. */
    private static final Pattern TOKEN = Pattern.compile("(?<=^Unrecognized token ')[^']*+");

    private Syntax() {}

    /**
     * Returns where and what, in a line.
     *
     * @param text the text that is no JSON
     */
    static String fault(JacksonException e, String text) {
        TokenStreamLocation at = e.getLocation();
        if (at == null) {
            return reason(e, true);
        }
        boolean secret = isSecret(text, at.getCharOffset());
        return "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": " + reason(e, secret);
    }

    /** Returns whether the last key before a place of a text is named like a secret. */
    private static boolean isSecret(String text, long offset) {
        int end = offset < 0 ? text.length() : (int) Math.min(offset, text.length());
        return KEY.matcher(text.substring(0, end))
                .results()
                .reduce((first, second) -> second)
                .filter(key -> Faults.isSecret(key.group(1)))
                .isPresent();
    }

    /** Returns whether any key of a text is named like a secret. */
    static boolean hasSecret(String text) {
        return KEY.matcher(text).results().anyMatch(key -> Faults.isSecret(key.group(1)));
    }

    /**
     * Returns what, in a line.
     *
     * @param secret whether what the text has there may be a secret
     */
    static String reason(JacksonException e, boolean secret) {
        String original = String.valueOf(e.getOriginalMessage());
        String message = secret ? TOKEN.matcher(original).replaceFirst(Redaction.MARK) : original;
        String reason = RULES.stream()
                .flatMap(rule -> rule.apply(message).stream())
                .findFirst()
                .orElse("this is no JSON");
        return Faults.printable(reason, 200);
    }
}
