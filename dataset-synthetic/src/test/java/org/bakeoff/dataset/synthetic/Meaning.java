package org.bakeoff.dataset.synthetic;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bakeoff.dataset.synthetic.SyntheticConfig.Grammar;

/** Reads a telling sentence as English, knowing what its words say but not how it was made. */
final class Meaning {

    private static final Map<List<String>, Set<String>> WORDS = new ConcurrentHashMap<>();

    private static final Map<Grammar, Set<String>> TELLING =
            Stream.of(Grammar.values()).collect(toMap(grammar -> grammar, Meaning::tellingWords));

    private static final Pattern NEGATION = Pattern.compile("\\b(?:not|never|hardly|no|nobody|far|anything but)\\b");
    private static final Pattern EMPHASIS = Pattern.compile(" not (?:only|just|merely) (.+) but ");
    private static final String ALTHOUGH = "(?:even though|although|though)";

    private Meaning() {}

    /** The words that depend on the class, whether or not they tell it alone. */
    static Set<String> telling(Grammar grammar) {
        return Objects.requireNonNull(TELLING.get(grammar));
    }

    /** The class that a sentence means. */
    static String of(Grammar grammar, String sentence) {
        return switch (grammar) {
            case MOVIES -> verdict(sentence);
            case NEWS -> desk(sentence);
            case SUPPORT ->
                one(grammar, sentence.replace("anything but", "never").split(" (?:and|but) "));
            case MARKETS -> trend(sentence);
            case PRODUCTS -> fate(sentence);
        };
    }

    private static String verdict(String sentence) {
        String emphasized = EMPHASIS.matcher(sentence.toLowerCase(Locale.ROOT)).replaceAll(" $1 and ");
        return one(Grammar.MOVIES, deciding(emphasized).split(" and "));
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

    private static String desk(String sentence) {
        return Rules.of(Grammar.NEWS).classes().stream()
                .max(Comparator.comparingInt(desk ->
                        found(sentence, words(Grammar.NEWS, desk + " thing")).size()))
                .orElseThrow();
    }

    private static String trend(String sentence) {
        Set<String> high = words(Grammar.MARKETS, "high");
        List<Boolean> places = found(sentence, telling(Grammar.MARKETS)).stream()
                .map(high::contains)
                .toList();
        boolean backward = sentence.matches(".* (?:having|coming) .*");
        boolean first = places.get(backward ? 1 : 0);
        boolean last = places.get(backward ? 0 : 1);
        return first == last ? "steady" : last ? "rising" : "falling";
    }

    private static String fate(String sentence) {
        int end = sentence.lastIndexOf(", and ");
        if (end < 0) {
            return claim(Grammar.PRODUCTS, sentence);
        }
        boolean shared = found(sentence.substring(end), words(Grammar.PRODUCTS, "disagree"))
                .isEmpty();
        return claim(Grammar.PRODUCTS, (shared ? "" : "not ") + sentence.substring(0, end));
    }

    /** The class that all claims agree in. */
    private static String one(Grammar grammar, String[] claims) {
        Set<String> classes =
                Stream.of(claims).map(claim -> claim(grammar, claim)).collect(toSet());
        if (classes.size() != 1) {
            throw new AssertionError("undecided: " + String.join(" / ", claims));
        }
        return classes.iterator().next();
    }

    /** The class that one word stands for, or the other one if it is negated. */
    private static String claim(Grammar grammar, String claim) {
        List<String> classes = Rules.of(grammar).classes();
        Set<String> first = words(grammar, classes.get(0) + " [a-z]+");
        Set<String> second = words(grammar, classes.get(1) + " [a-z]+");
        boolean isSecond = !found(claim, second).isEmpty();
        if (found(claim, first).size() + found(claim, second).size() != 1) {
            throw new AssertionError("no single telling word in: " + claim);
        }
        return classes.get(
                isSecond ^ NEGATION.matcher(claim.toLowerCase(Locale.ROOT)).find() ? 1 : 0);
    }

    private static List<String> found(String sentence, Set<String> words) {
        return Stream.of(sentence.split("[ ,]+")).filter(words::contains).toList();
    }

    private static Set<String> tellingWords(Grammar grammar) {
        return words(
                grammar,
                switch (grammar) {
                    case MARKETS -> "low|high";
                    case PRODUCTS -> "(?:keep|return) adjective|agree|disagree";
                    default -> "(?:" + String.join("|", Rules.of(grammar).classes()) + ") [a-z]+";
                });
    }

    /** The last words of all alternatives of some rules. */
    private static Set<String> words(Grammar grammar, String rules) {
        return WORDS.computeIfAbsent(List.of(grammar.name(), rules), key -> read(grammar, rules));
    }

    private static Set<String> read(Grammar grammar, String rules) {
        Set<String> words = new HashSet<>();
        Matcher rule = Pattern.compile("(?m)^(?:" + rules + "): (.*(?:\n .*)*)").matcher(text(grammar));
        while (rule.find()) {
            Stream.of(rule.group(1).split("\\|"))
                    .forEach(phrase -> words.add(phrase.strip().replaceAll(".* ", "")));
        }
        return words;
    }

    private static String text(Grammar grammar) {
        try (InputStream file = Meaning.class.getResourceAsStream(grammar.name().toLowerCase(Locale.ROOT) + ".txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
