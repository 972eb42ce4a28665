package org.bakeoff.experiment;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.DataSummary;
import org.bakeoff.statistics.DataSummary.ExampleSet;
import org.bakeoff.statistics.DataSummary.Shown;

/** Describes the data of an experiment. */
record DataSummarizer(DatasetInfo info) {

    /** The attribute that datasets give the number of words before truncation in. */
    private static final String WORDS = "words";

    /** A number of words; anything else is another attribute of that name. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** The share of training texts that a suggested length holds whole. */
    private static final int HELD_PERCENT = 95;

    static DataSummary summary(Spec spec, EncodedFile data, ValidationSplit split, List<String> notes) {
        ExampleTable train = data.train();
        TestData test = data.test();
        DataSummarizer summarizer = new DataSummarizer(test.info());
        List<ExampleSet> sets = new ArrayList<>();
        sets.add(summarizer.set("training", ExampleTable.chosen(train.examples(), split.train())));
        if (split.validation().length > 0) {
            sets.add(summarizer.set("validation", ExampleTable.chosen(train.examples(), split.validation())));
        }
        sets.add(summarizer.set("test", test.examples().stream()));
        DataCounts counts = new DataCounts(train.only(split.used()), test);
        return new DataSummary(
                spec.name(),
                spec.dataset().plugin().name(),
                test.info().classes(),
                new DataSummary.Lengths(test.info().length(), summarizer.suggested(train)),
                notes,
                sets,
                new DataSummary.Checks(counts.all(), counts.warnings()));
    }

    private ExampleSet set(String name, Stream<Example> examples) {
        long[] sizes = new long[info.classes().size()];
        Set<String> groups = new HashSet<>();
        Lengths lengths = new Lengths();
        long[] words = new long[2];
        Map<Integer, Shown> shown = new TreeMap<>();
        examples.forEach(example -> {
            sizes[example.label()]++;
            groups.add(Normalizer.normalize(example.group(), Normalizer.Form.NFC));
            lengths.add(example, info.length());
            for (int token : example.tokens()) {
                words[0] += info.isWord(token) ? 1 : 0;
                words[1] += info.isUnknown(token) ? 1 : 0;
            }
            shown.computeIfAbsent(example.label(), label -> shown(example));
        });
        return new ExampleSet(
                name,
                groups.size(),
                Arrays.stream(sizes).boxed().toList(),
                new DataSummary.TextLengths(lengths.percentiles(DataSummary.PERCENTILES), lengths.truncated),
                new DataSummary.Words(words[0], words[1]),
                List.copyOf(shown.values()));
    }

    private Shown shown(Example example) {
        String text = example.text().isBlank() ? info.words(example.tokens()) : example.text();
        return new Shown(example.id(), info.classes().get(example.label()), text);
    }

    /** Returns the smallest round length that holds most training texts whole, if they say how long they were. */
    OptionalInt suggested(ExampleTable train) {
        Lengths lengths = new Lengths();
        train.examples().forEach(example -> lengths.add(example, info.length()));
        if (!lengths.exact) {
            return OptionalInt.empty();
        }
        int held = lengths.percentiles(List.of(HELD_PERCENT)).get(0);
        int step = held < 100 ? 5 : held < 1000 ? 50 : 500;
        return OptionalInt.of(Math.max(step, (held + step - 1) / step * step));
    }

    /** Collects lengths. */
    private static final class Lengths {

        private final TreeMap<Integer, Long> counts = new TreeMap<>();
        private boolean exact = true;
        private long truncated;

        void add(Example example, int most) {
            String given = example.attributes().get(WORDS);
            String words = given != null && NUMBER.matcher(given).matches() ? given : null;
            int tokens = example.tokens().length;
            exact &= words != null;
            // Before the words comes the start of the text.
            int length = words == null ? tokens : Math.max(tokens, Integer.parseInt(words) + 1);
            truncated += (words == null ? tokens == most : length > most) ? 1 : 0;
            counts.merge(length, 1L, Long::sum);
        }

        /** Returns the smallest lengths that at least so many percent of the examples don't exceed. */
        List<Integer> percentiles(List<Integer> percents) {
            long all = counts.values().stream().mapToLong(count -> count).sum();
            List<Integer> found = new ArrayList<>();
            for (int percent : percents) {
                long sum = 0;
                int length = 0;
                for (Map.Entry<Integer, Long> entry : counts.entrySet()) {
                    length = entry.getKey();
                    sum += entry.getValue();
                    if (sum * 100 >= percent * all) {
                        break;
                    }
                }
                found.add(length);
            }
            return found;
        }
    }
}
