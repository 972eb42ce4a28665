package org.bakeoff.experiment;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.data.TestData;
import org.bakeoff.report.Numbers;

/**
 * Reads test examples and their labels from a file with the columns {@code id} and {@code label}, and where they are there
 * {@code text} and {@code group}. Other columns are attributes of the examples. An example has as many tokens as its text has words;
 * without a text its id stands for it.
 */
final class GoldFile {

    private static final int MOST_CLASSES = 1_000;
    private static final Set<String> OWN = Set.of("id", "label", "text", "group");
    private static final String FORM =
            "A file of test examples has the columns id and label, and perhaps text and group; 'bakeoff export' writes one.";
    private static final String IDS = "Give every test example one row, with an id of its own and a label.";
    private static final String CLASSES =
            "The file must hold the true labels; --classes names the classes in their order if it lacks one.";

    private static final Pattern ZEROS = Pattern.compile("^([+-]?[0-9]+)\\.0+$");

    /** What becomes of a large number with a fraction in JSON. */
    private static final Pattern POWER = Pattern.compile("-?[0-9]\\.[0-9]{1,20}E[0-9]{1,2}");

    private final TableFile table;
    private final int id;
    private final int label;
    private final int text;
    private final int group;
    private final Map<String, Integer> attributes = new HashMap<>();
    private final Set<String> groups;

    private GoldFile(TableFile table) throws TableFile.InvalidTableException {
        this.table = table;
        this.id = table.required("id");
        this.label = table.required("label");
        int texts = table.column("text");
        // Blank ones would all be the same text.
        this.text = texts < 0
                        || table.rows().stream()
                                .allMatch(row -> row.stripped(texts).isEmpty())
                ? -1
                : texts;
        this.group = table.column("group");
        this.groups = group < 0 ? Set.of() : table.distinct(group);
        for (int column = 0; column < table.columns().size(); column++) {
            if (!OWN.contains(table.columns().get(column).toLowerCase(Locale.ROOT))) {
                attributes.put(table.columns().get(column), column);
            }
        }
    }

    /**
     * Reads a file.
     *
     * @param classes the names of the classes in the order of their indexes; none for those of the file
     * @throws org.bakeoff.io.BakeoffException if it can't be read or isn't such a file
     */
    static TestData read(Path file, List<String> classes) {
        PredictionFaults faults = new PredictionFaults();
        try {
            return new GoldFile(TableFile.read(file, 1)).test(classes);
        } catch (TableFile.InvalidTableException e) {
            faults.add(e, FORM);
            throw faults.exception();
        }
    }

    private TestData test(List<String> given) {
        checkLengths();
        Set<String> labels = table.distinct(label);
        ClassNames classes = given.isEmpty() ? ClassNames.of(labels) : new ClassNames(given);
        Function<String, OptionalInt> reader = classes.reader(labels);
        boolean merged = given.isEmpty() && classes.names().size() < labels.size();
        check(classes, merged ? ClassNames.codes(labels) : List.of(), reader);
        List<Example> examples =
                table.rows().stream().map(row -> example(row, reader)).toList();
        int longest = examples.stream()
                .mapToInt(example -> example.tokens().length)
                .max()
                .orElse(0);
        // No text fills all places, since none was truncated.
        return new TestData(new DatasetInfo(classes.names(), List.of("", "word"), longest + 1), examples);
    }

    private void checkLengths() {
        PredictionFaults faults = new PredictionFaults();
        faults.add(
                table.path(),
                "label is too long for the name of a class",
                "labels are too long for names of classes",
                table.rows(label, one -> TableFile.stripped(one).length() > ClassNames.LONGEST),
                "Check that the column label holds the labels.");
        faults.check();
    }

    private void check(ClassNames classes, List<String> codes, Function<String, OptionalInt> reader) {
        PredictionFaults faults = new PredictionFaults();
        Path file = table.path();
        Set<String> ids = new HashSet<>();
        String names = String.join(", ", classes.names());
        if (table.rows().isEmpty()) {
            faults.add(file, "it has no rows", IDS);
        }
        faults.add(
                file,
                "row has no id",
                "rows have no id",
                table.rows(id, one -> TableFile.stripped(one).isEmpty()),
                IDS);
        faults.add(
                file,
                "id stands a second time",
                "ids stand a second time",
                table.rows(id, one -> !TableFile.stripped(one).isEmpty() && !ids.add(TableFile.stripped(one))),
                IDS);
        faults.add(
                file,
                "row has no label",
                "rows have no label",
                table.rows(label, one -> TableFile.stripped(one).isEmpty()),
                IDS);
        faults.add(
                file,
                "label is neither one of the classes, " + names + ", nor its index",
                "labels are neither one of the classes, " + names + ", nor its index",
                table.rows(
                        label,
                        one -> !TableFile.stripped(one).isEmpty()
                                && reader.apply(TableFile.stripped(one)).isEmpty()),
                CLASSES);
        if (codes.size() > 1) {
            faults.add(
                    file,
                    "the labels " + String.join(" and ", codes)
                            + " are one number, but may be codes of different classes",
                    "Name the classes by --classes, or write each in one way.");
        }
        if (Set.copyOf(classes.names()).size() < classes.names().size()) {
            faults.add(file, "--classes names a class twice: " + names, CLASSES);
        }
        if (!table.rows().isEmpty() && classes.names().size() < 2) {
            faults.add(file, "all rows have the label " + classes.names(), CLASSES);
        }
        if (classes.names().size() > MOST_CLASSES) {
            faults.add(file, "it has " + Numbers.count(classes.names().size()) + " different labels", CLASSES);
        }
        faults.check();
    }

    private Example example(TableFile.Row row, Function<String, OptionalInt> reader) {
        String name = row.stripped(id);
        Map<String, String> known = new HashMap<>();
        attributes.forEach((attribute, column) -> {
            if (!row.stripped(column).isEmpty()) {
                known.put(attribute, row.stripped(column));
            }
        });
        return new Example(
                name,
                text < 0 ? new int[0] : tokens(row.fields().get(text)),
                reader.apply(row.stripped(label)).orElseThrow(),
                text < 0 ? name : row.fields().get(text),
                group < 0 || row.stripped(group).isEmpty() ? name : group(row.stripped(group)),
                known);
    }

    /** Returns the name of a group: 1 for 1.0, too, if there is a 1, as where files of pandas were joined. */
    private String group(String given) {
        String whole = POWER.matcher(given).matches()
                ? new BigDecimal(given).stripTrailingZeros().toPlainString()
                : ZEROS.matcher(given).replaceFirst("$1");
        return groups.contains(whole) ? whole : given;
    }

    private static int[] tokens(String text) {
        int[] tokens = new int[text.isBlank() ? 0 : text.strip().split("\\s+").length];
        Arrays.fill(tokens, 1);
        return tokens;
    }
}
