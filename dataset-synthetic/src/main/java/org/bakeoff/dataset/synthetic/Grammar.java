package org.bakeoff.dataset.synthetic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.dataset.synthetic.Phrase.Slot;
import org.bakeoff.dataset.synthetic.Phrase.Word;
import org.bakeoff.toolkit.text.KerasTokenizer;

/** The rules of grammar.txt, which explains itself. */
final class Grammar {

    private static final String FILE = "grammar.txt";

    private final Map<String, List<Phrase>> rules;

    private Grammar(Map<String, List<Phrase>> rules) {
        this.rules = rules;
    }

    static Grammar read() {
        Map<String, List<Phrase>> rules = new HashMap<>();
        statements().forEach(statement -> {
            int colon = statement.indexOf(": ");
            rules.put(
                    statement.substring(0, colon),
                    Arrays.stream(statement.substring(colon + 2).split("\\|"))
                            .map(alternative -> Phrase.parse(alternative.strip()))
                            .toList());
        });
        return new Grammar(rules);
    }

    /** Returns the alternatives of a rule, of which some depend on whether the sentence is positive. */
    List<Phrase> phrases(String rule, boolean positive) {
        List<Phrase> unsigned = rules.get(rule);
        if (unsigned != null) {
            return unsigned;
        }
        List<Phrase> signed = rules.get((positive ? "+" : "-") + rule);
        if (signed == null) {
            throw new IllegalStateException(FILE + " has no rule '" + rule + "'");
        }
        return signed;
    }

    /** Returns the alternatives of a rule without signs, as they are written. */
    List<String> texts(String rule) {
        return phrases(rule, true).stream().map(Phrase::text).toList();
    }

    /** Returns the number of words in the longest sentence that a rule allows. */
    int longest(String rule) {
        return Math.max(longest(rule, true), longest(rule, false));
    }

    private int longest(String rule, boolean positive) {
        return phrases(rule, positive).stream()
                .mapToInt(phrase -> phrase.parts().stream()
                        .mapToInt(
                                part -> part instanceof Slot slot ? longest(slot.rule(), positive ^ slot.opposed()) : 1)
                        .sum())
                .max()
                .orElse(0);
    }

    /** Every word that a rule without signs allows, as a tokenizer gives them, some more than once. */
    List<String> words(String rule) {
        List<String> words = new ArrayList<>();
        for (Phrase phrase : phrases(rule, true)) {
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

    /** Returns the rules, each on a line of its own, without comments. */
    private static List<String> statements() {
        List<String> statements = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith(" ")) {
                statements.add(statements.remove(statements.size() - 1) + line);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                statements.add(line);
            }
        }
        return statements;
    }

    private static List<String> lines() {
        try (InputStream file = Grammar.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing from the jar of the synthetic dataset");
            }
            return new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
