package org.bakeoff.data;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.plugins.ThrownText;

/**
 * Checks that what a dataset plugin gives keeps its contract. Examples are checked as they are read, every time: a list may make
 * them anew, and an array may change after it was handed over.
 */
final class SplitValidator {

    /** What a spreadsheet would compute in predictions.csv: any =, and a call, a program or another file after a sign. */
    private static final Pattern FORMULA =
            Pattern.compile("[=\uFF1D].*|[-+@\uFF0B\uFF0D\uFF20].*[(|!].*", Pattern.DOTALL);

    /** The characters of an id, or of the name of a class or attribute, at most. */
    private static final int LONGEST = 1_000;

    private static final int MOST_NOTES = 100;

    /** So many examples of a set are encoded once more, or those with so many characters. */
    private static final int TWICE = 100;

    private static final int CHARACTERS = 1 << 20;

    private final PluginFaults faults;
    private final DatasetInfo info;
    private final Optional<CheckedEncoder> encoder;
    private TextHashSet trained = new TextHashSet();

    private SplitValidator(PluginFaults faults, DatasetInfo info, Optional<CheckedEncoder> encoder) {
        this.faults = faults;
        this.info = info;
        this.encoder = encoder;
    }

    /**
     * Returns the same data, of which every example is copied and checked when it is read. The training set must be read before the
     * test set.
     *
     * @param encoder the encoder that a later process has, which asks trained models about texts; empty if there is none
     * @throws BakeoffException if the description of the data breaks the contract; so does reading the examples
     */
    static DataSplits checked(PluginFaults faults, DataSplits splits, Optional<TextEncoder> encoder) {
        SplitValidator validator = new SplitValidator(
                faults, splits.info(), encoder.map(one -> new CheckedEncoder(faults, one, splits.info())));
        validator.checkInfo();
        return new DataSplits(
                splits.info(),
                validator.examples("training", splits.train()),
                validator.examples("test", splits.test()),
                splits.notes().stream().limit(MOST_NOTES).map(ThrownText::cut).toList());
    }

    private void checkInfo() {
        Set<String> names = new HashSet<>();
        for (String name : info.classes()) {
            if (name.isBlank()) {
                throw faults.contract("gives a class a blank name");
            }
            checkLength("a class a name", name);
            if (!names.add(name)) {
                throw faults.contract("gives two classes the name '" + name + "'");
            }
        }
    }

    private void checkLength(String what, String text) {
        if (text.length() > LONGEST) {
            throw faults.contract(String.format(
                    Locale.ROOT, "gives %s of %,d characters; allowed: at most %,d", what, text.length(), LONGEST));
        }
    }

    private List<Example> examples(String set, List<Example> examples) {
        return new AbstractList<>() {
            @Override
            public Example get(int index) {
                return faults.guarded(() -> examples.get(index));
            }

            @Override
            public int size() {
                return faults.guarded(examples::size);
            }

            @Override
            public Iterator<Example> iterator() {
                return new Checking(set, faults.guarded(examples::iterator));
            }
        };
    }

    /** Reads the examples of a set. */
    private final class Checking implements Iterator<Example> {

        private final String set;
        private final Iterator<Example> examples;
        private final TextHashSet ids = new TextHashSet();
        private boolean any;
        private int encoded;
        private int characters;

        Checking(String set, Iterator<Example> examples) {
            this.set = set;
            this.examples = examples;
            if (set.equals("training")) {
                trained = ids;
            }
        }

        @Override
        public boolean hasNext() {
            boolean more = faults.guarded(examples::hasNext);
            if (!more && !any) {
                throw faults.contract("gives no " + set + " examples");
            }
            return more;
        }

        @Override
        public Example next() {
            any = true;
            Example example = faults.guarded(examples::next);
            if (example == null) {
                throw faults.contract("gives null instead of a " + set + " example");
            }
            Example copy = CopiedExamples.copy(example);
            check(copy);
            return copy;
        }

        private void check(Example example) {
            checkLength("a " + set + " example an id", example.id());
            String name = "the " + set + " example '" + example.id() + "'";
            if (!ids.add(example.id())) {
                throw faults.contract("gives " + name + " twice");
            }
            if (ids != trained && trained.contains(example.id())) {
                throw faults.contract("gives the example '" + example.id() + "' both for training and for the test");
            }
            if (example.id().chars().anyMatch(Character::isISOControl)) {
                throw faults.contract("gives " + set + " examples ids with line breaks or other control characters");
            }
            if (FORMULA.matcher(example.id()).matches()) {
                throw faults.contract("gives " + set + " examples ids that are formulas to a spreadsheet");
            }
            if (example.label() < 0 || example.label() >= info.classes().size()) {
                throw faults.contract("gives " + name + " the label " + example.label() + ", but there are "
                        + info.classes().size() + " classes");
            }
            if (example.tokens().length > info.length()) {
                throw faults.contract("gives " + name + " " + example.tokens().length + " token ids, but its length is "
                        + info.length());
            }
            for (int token : example.tokens()) {
                if (token < 1 || token >= info.vocabularySize()) {
                    throw faults.contract("gives " + name + " the token id " + token + ", but ids go from 1 to "
                            + (info.vocabularySize() - 1));
                }
            }
            example.attributes().keySet().forEach(key -> checkLength("an attribute a name", key));
            checkEncoder(example, name);
        }

        /** Else models would be asked about other token ids than they were trained on, and nothing would say so. */
        private void checkEncoder(Example example, String name) {
            if (encoder.isEmpty() || encoded == TWICE || characters > CHARACTERS) {
                return;
            }
            encoded++;
            characters += Math.min(example.text().length(), CHARACTERS);
            if (!Arrays.equals(encoder.get().encode(example.text()), example.tokens())) {
                throw faults.contract(
                        "gives the text of " + name + " other token ids by its encoder than the example has;"
                                + " the encoder must depend on its arguments alone, and not on what was loaded before");
            }
        }
    }
}
