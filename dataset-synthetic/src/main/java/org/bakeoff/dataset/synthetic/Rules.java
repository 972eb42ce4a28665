package org.bakeoff.dataset.synthetic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.dataset.synthetic.Phrase.Slot;
import org.bakeoff.dataset.synthetic.Phrase.Word;
import org.bakeoff.dataset.synthetic.SyntheticConfig.Grammar;
import org.bakeoff.toolkit.text.KerasTokenizer;

/** The rules of a grammar: those of common.txt, which explains them, and of its own file. */
final class Rules {

    private static final Map<Grammar, Rules> ALL = new EnumMap<>(Grammar.class);

    static {
        for (Grammar grammar : Grammar.values()) {
            ALL.put(grammar, read(grammar.name().toLowerCase(Locale.ROOT) + ".txt"));
        }
    }

    private final Map<String, List<Phrase>> rules;
    private final List<String> classes;
    private final List<Share> shares;

    private Rules(Map<String, List<Phrase>> rules) {
        this.rules = rules;
        classes = texts("classes");
        shares = texts("shares").stream().map(Share::parse).toList();
    }

    static Rules of(Grammar grammar) {
        return Objects.requireNonNull(ALL.get(grammar));
    }

    private static Rules read(String file) {
        Map<String, List<Phrase>> rules = new HashMap<>();
        Stream.of("common.txt", file).flatMap(name -> statements(name).stream()).forEach(statement -> {
            int colon = statement.indexOf(": ");
            rules.put(
                    statement.substring(0, colon),
                    Arrays.stream(statement.substring(colon + 2).split("\\|"))
                            .map(alternative -> Phrase.parse(alternative.strip()))
                            .toList());
        });
        return new Rules(rules);
    }

    List<String> classes() {
        return classes;
    }

    /** Returns the names of all subjects, in a random order. */
    List<String> names(RandomStream random) {
        List<String> names = new ArrayList<>();
        for (String first : texts("name-first")) {
            for (String last : texts("name-last")) {
                names.add(first + " " + last);
            }
        }
        for (int left = names.size(); left > 1; left--) {
            Collections.swap(names, left - 1, random.below(left));
        }
        return names;
    }

    /** Draws how the telling sentence of a text is built. */
    String construction(RandomStream random) {
        int percent = random.below(100);
        for (Share share : shares) {
            percent -= share.percent();
            if (percent < 0) {
                return share.construction();
            }
        }
        throw new IllegalStateException("the shares of a grammar sum to less than 100: " + shares);
    }

    /** Returns the alternatives of a rule, of which some depend on the class that the sentence stands for. */
    List<Phrase> phrases(String rule, int label) {
        List<Phrase> common = rules.get(rule);
        return common != null
                ? common
                : Objects.requireNonNull(
                        rules.get(classes.get(label) + " " + rule), () -> "no grammar has a rule '" + rule + "'");
    }

    /** Draws a class that a class isn't: from two there is nothing to draw. */
    int other(int label, RandomStream random) {
        return (label + 1 + (classes.size() == 2 ? 0 : random.below(classes.size() - 1))) % classes.size();
    }

    /** Returns the number of words in the longest opening and telling sentence together. */
    int longest() {
        return longest("opening")
                + shares.stream()
                        .mapToInt(share -> longest(share.construction()))
                        .max()
                        .orElseThrow();
    }

    private int longest(String rule) {
        return labels().map(label -> longest(rule, label)).max().orElseThrow();
    }

    private int longest(String rule, int label) {
        return phrases(rule, label).stream()
                .mapToInt(phrase -> phrase.parts().stream()
                        .mapToInt(part -> part instanceof Slot slot ? longest(slot, label) : 1)
                        .sum())
                .max()
                .orElseThrow();
    }

    private int longest(Slot slot, int label) {
        return labels().filter(one -> (one == label) != slot.opposed())
                .map(one -> longest(slot.rule(), one))
                .max()
                .orElseThrow();
    }

    private IntStream labels() {
        return IntStream.range(0, classes.size());
    }

    /** Returns every word of the neutral sentences, as a tokenizer gives them, some more than once. */
    List<String> fillerWords() {
        return words("filler");
    }

    private List<String> words(String rule) {
        List<String> words = new ArrayList<>();
        for (Phrase phrase : phrases(rule, 0)) {
            for (Phrase.Part part : phrase.parts()) {
                if (part instanceof Slot slot) {
                    words.addAll(words(slot.rule()));
                } else if (part instanceof Word word) {
                    words.addAll(KerasTokenizer.words(word.text()));
                }
            }
        }
        return words;
    }

    /** Returns the alternatives of a rule that is the same for all classes, as they are written. */
    private List<String> texts(String rule) {
        return phrases(rule, 0).stream().map(Phrase::text).toList();
    }

    /** Returns the rules of a file, each on a line of its own, without comments. */
    private static List<String> statements(String file) {
        List<String> statements = new ArrayList<>();
        for (String line : lines(file)) {
            if (line.startsWith(" ")) {
                statements.add(statements.remove(statements.size() - 1) + line);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                statements.add(line);
            }
        }
        return statements;
    }

    private static List<String> lines(String name) {
        try (InputStream file = Rules.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing from the jar of the synthetic dataset");
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Share(String construction, int percent) {

        static Share parse(String text) {
            String[] fields = text.split(" ", 2);
            return new Share(fields[0], Integer.parseInt(fields[1]));
        }
    }
}
