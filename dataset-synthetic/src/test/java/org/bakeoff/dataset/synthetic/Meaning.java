package org.bakeoff.dataset.synthetic;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a sentence of opinion as English, knowing which words praise and which blame but not how it was made. */
final class Meaning {

    static final Set<String> PRAISE = signed("+");
    static final Set<String> BLAME = signed("-");

    private static final Set<String> NEGATION = Set.of("not", "never", "hardly", "no", "nobody", "far");
    private static final Pattern EMPHASIS = Pattern.compile(" not (?:only|just|merely) (.+) but ");
    private static final String ALTHOUGH = "(?:even though|although|though)";

    private Meaning() {}

    static boolean positive(String sentence) {
        String emphasized = EMPHASIS.matcher(sentence.toLowerCase(Locale.ROOT)).replaceAll(" $1 and ");
        Set<Boolean> verdicts = Stream.of(deciding(emphasized).split(" and "))
                .map(Meaning::claim)
                .collect(toSet());
        if (verdicts.size() != 1) {
            throw new AssertionError("undecided: " + sentence);
        }
        return verdicts.iterator().next();
    }

    /** What is left of a sentence without the part that it concedes. */
    private static String deciding(String sentence) {
        if (sentence.matches(ALTHOUGH + " .*")) {
            return sentence.substring(sentence.indexOf(", ") + 2);
        }
        String main = sentence.split(" " + ALTHOUGH + " ", 2)[0];
        String[] turns = main.split(" (?:but|and yet|yet) ", 2);
        return turns[turns.length - 1];
    }

    private static boolean claim(String claim) {
        List<String> words = List.of(claim.split("[ ,]+"));
        List<String> opinions = words.stream()
                .filter(word -> PRAISE.contains(word) || BLAME.contains(word))
                .toList();
        if (opinions.size() != 1) {
            throw new AssertionError("no single word of opinion in: " + claim);
        }
        return PRAISE.contains(opinions.get(0)) ^ words.stream().anyMatch(NEGATION::contains);
    }

    private static Set<String> signed(String sign) {
        Set<String> words = new HashSet<>();
        Matcher rule =
                Pattern.compile("(?m)^[" + sign + "][a-z]+: (.*(?:\n .*)*)").matcher(grammar());
        while (rule.find()) {
            words.addAll(List.of(rule.group(1).strip().split("\\s*\\|\\s*")));
        }
        return words;
    }

    private static String grammar() {
        try (InputStream file = Meaning.class.getResourceAsStream("grammar.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
