package org.bakeoff.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Predictions;
import org.bakeoff.experiment.ClassNames.Reading;
import org.bakeoff.experiment.PredictionFaults.Occurrence;
import org.bakeoff.report.Numbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.NumberInput;

/** Reads a file of predictions for the test examples, matched by their ids. */
final class PredictionFileReader {

    /** Numbers of 32 bits may leave [0, 1] by as much. */
    private static final double ROUNDING = 1e-6;

    /** Probabilities that were rounded to two decimals may be off their sum by as much. */
    private static final double TOLERANCE = 0.01;

    /** Those of many classes, rounded to three decimals or more, by as much for each class. */
    private static final double TOLERANCE_OF_CLASS = 0.0002;

    /** Names of columns that hold no probabilities. */
    private static final List<String> OTHERS = List.of("id", "label", "text", "group");

    /** Names of the column of predicted classes, beside which a label is the true one. */
    private static final List<String> PREDICTED =
            List.of("predicted", "prediction", "predicted_label", "pred", "y_pred");

    private static final String IDS = "Predict every test example once, under its own id.";

    private final List<String> ids;
    private final List<String> texts;
    private final ClassNames classes;
    private final Map<String, Integer> positions;
    private final String labels;
    private final PredictionFaults faults = new PredictionFaults();

    /**
     * Makes a reader of one file.
     *
     * @param ids the ids of the test examples
     * @param texts their texts
     * @param positions where each of them stands
     */
    PredictionFileReader(List<String> ids, List<String> texts, Map<String, Integer> positions, ClassNames classes) {
        this.ids = ids;
        this.texts = texts;
        this.positions = positions;
        this.classes = classes;
        this.labels = "The classes are, in this order, " + String.join(", ", classes.names())
                + "; a label is the name of one of them, or its index from 0.";
    }

    /**
     * Holds the content of a file of predictions.
     *
     * @param own whether its labels are from a column of predicted ones, which can't be the true ones
     * @param labels the predicted classes, for each way to read all labels of the file; none where it has no labels
     * @param beside what stands beside the predicted classes, or what they may be instead
     * @param probabilities in the form of {@link Predictions}
     */
    record PredictionFile(
            Path path, boolean own, Map<Reading, int[]> labels, Beside beside, Optional<double[]> probabilities) {

        /** Returns whether the labels are other classes if they are read in another way. */
        boolean ambiguous() {
            return labels.size() > 1 && !Arrays.equals(labels.get(Reading.NAME), labels.get(Reading.INDEX));
        }
    }

    /**
     * Reads the file; empty if anything is wrong with it, which {@link #faults} has then.
     *
     * @param together how many files are read at once, and share the memory for rows
     */
    Optional<PredictionFile> read(Path file, int together) {
        try {
            return read(TableFile.read(file, together));
        } catch (TableFile.InvalidTableException e) {
            faults.add(e, PredictionFaults.FORM);
            return Optional.empty();
        }
    }

    /** Returns what is wrong with the file. */
    PredictionFaults faults() {
        return faults;
    }

    private Optional<PredictionFile> read(TableFile table) throws TableFile.InvalidTableException {
        int[] rows = rows(table);
        // Beside it, a label is the true one.
        int own = PREDICTED.stream()
                .mapToInt(table::column)
                .filter(column -> column >= 0)
                .findFirst()
                .orElse(-1);
        int label = own >= 0 ? own : table.column("label");
        Optional<ProbabilityColumns> columns =
                columns(table, new HashSet<>(List.of(table.required("id"), label, table.column("label"))));
        if (columns.isEmpty() && label < 0) {
            faults.add(
                    table.path(),
                    "it has neither labels nor probabilities, but only " + String.join(", ", table.columns()),
                    PredictionFaults.FORM);
        }
        Map<Reading, int[]> predicted = label < 0 ? Map.of() : labels(table, label, rows);
        Optional<double[]> probabilities = columns.map(found -> probabilities(table, found, rows));
        return !faults.none() || (predicted.isEmpty() && probabilities.isEmpty())
                ? Optional.empty()
                : Optional.of(new PredictionFile(
                        table.path(),
                        own >= 0,
                        predicted,
                        new Beside(
                                table.columns().size() > 2,
                                Beside.hasOtherClasses(table, label, classes, OTHERS),
                                Beside.hasOtherTexts(table, rows, texts),
                                own >= 0 ? truth(table, table.column("label"), rows) : List.of()),
                        probabilities));
    }

    private Collection<int[]> truth(TableFile table, int column, int[] rows) {
        if (column < 0) {
            return List.of();
        }
        Set<String> distinct = table.distinct(column);
        return classes.readings(distinct).stream()
                .map(reading -> indexes(table, column, rows, distinct, reading))
                .toList();
    }

    /** Returns the row of every test example. */
    private int[] rows(TableFile table) throws TableFile.InvalidTableException {
        int id = table.required("id");
        int[] rows = new int[positions.size()];
        Arrays.fill(rows, -1);
        List<Occurrence> unknown = new ArrayList<>();
        List<Occurrence> twice = new ArrayList<>();
        for (int index = 0; index < table.rows().size(); index++) {
            TableFile.Row row = table.rows().get(index);
            String name = row.fields().get(id);
            Integer position = position(index, name);
            if (position == null) {
                unknown.add(new Occurrence(row.line(), name));
            } else if (rows[position] >= 0) {
                twice.add(new Occurrence(row.line(), name));
            } else {
                rows[position] = index;
            }
        }
        List<Occurrence> missing = IntStream.range(0, rows.length)
                .filter(position -> rows[position] < 0)
                .mapToObj(position -> new Occurrence(0, ids.get(position)))
                .toList();
        String of = "of " + Numbers.count(rows.length) + " test examples ";
        faults.add(table.path(), of + "has no prediction", of + "have no prediction", missing, IDS);
        faults.add(table.path(), "id stands a second time", "ids stand a second time", twice, IDS);
        faults.add(table.path(), "id is of no test example", "ids are of no test example", unknown, IDS);
        return rows;
    }

    /** Returns the position of the test example of an id, which most files have in the row of the same number. */
    private @Nullable Integer position(int row, String id) {
        if (row < ids.size() && ids.get(row).equals(id)) {
            return row;
        }
        Integer exact = positions.get(id);
        return exact == null ? positions.get(TableFile.stripped(id)) : exact;
    }

    /**
     * Finds the columns of probabilities; those that are taken hold something else, even if a class has their name. Of two classes one
     * column is enough. A class may be called like the column of another one's number, or "probability".
     */
    private Optional<ProbabilityColumns> columns(TableFile table, Set<Integer> taken) {
        int count = classes.names().size();
        ProbabilityColumns named = columns(table, taken, classes.names());
        List<String> numbers =
                IntStream.range(0, count).mapToObj(index -> "p" + index).toList();
        ProbabilityColumns numbered = columns(table, taken, numbers);
        if (named.whole() && !numbered.whole()) {
            return Optional.of(named);
        }
        int single = table.column("probability");
        if (single >= 0 && count > 2) {
            faults.add(
                    table.path(),
                    "it has a column \"probability\", but there are " + count + " classes",
                    PredictionFaults.FORM + " " + labels);
            return Optional.empty();
        }
        if (table.column("p" + count) >= 0) {
            faults.add(
                    table.path(),
                    "it has a column \"p" + count + "\", but there are only " + count + " classes",
                    labels + " --classes names them all if the labels of the test examples lack one.");
        }
        ProbabilityColumns second = new ProbabilityColumns(List.of(-1, single), List.of("", "probability"));
        ProbabilityColumns best = single >= 0 ? second : numbered.whole() ? numbered : exact(table, taken, numbers);
        if (best.missing().size() == count) {
            return whole(table, exact(table, taken, classes.names()));
        }
        Optional<Integer> unclear = named.whole() == best.whole() ? named.contradicting(best) : Optional.empty();
        if (unclear.isPresent()) {
            int column = unclear.get();
            faults.add(
                    table.path(),
                    "its column \"" + table.columns().get(column) + "\" may be of the class "
                            + classes.names().get(named.ofClass().indexOf(column)) + ", by its name, or of "
                            + classes.names().get(best.ofClass().indexOf(column)),
                    "Give the classes other names, there and in the test examples: p0, p1, ... are the columns of the first"
                            + " class, the second one, ..., and probability that of the second of two.");
        }
        return whole(table, best);
    }

    /** Returns columns of all classes, or of one of two; otherwise what is missing is a fault. */
    private Optional<ProbabilityColumns> whole(TableFile table, ProbabilityColumns columns) {
        List<String> missing = columns.missing();
        if (missing.size() == columns.names().size()) {
            return Optional.empty();
        }
        if (!missing.isEmpty() && columns.names().size() > 2) {
            faults.add(table.path(), "it has no column for " + String.join(", ", missing), PredictionFaults.FORM);
        }
        return Optional.of(columns);
    }

    private static ProbabilityColumns columns(TableFile table, Set<Integer> taken, List<String> names) {
        return new ProbabilityColumns(
                names.stream()
                        .map(name -> alike(table, name, names))
                        .map(column -> taken.contains(column) ? -1 : column)
                        .toList(),
                names);
    }

    /** Returns those that are called exactly so: of an incomplete set a similar name may be something else. */
    private static ProbabilityColumns exact(TableFile table, Set<Integer> taken, List<String> names) {
        return new ProbabilityColumns(
                names.stream()
                        .map(table.columns()::indexOf)
                        .map(column -> taken.contains(column) ? -1 : column)
                        .toList(),
                names);
    }

    /**
     * Returns the column of a name, or one that differs in case, in its form of Unicode and in blanks around it, and is nothing else; -1
     * if there is none.
     */
    private static int alike(TableFile table, String name, List<String> names) {
        int exact = table.columns().indexOf(name);
        return exact >= 0
                ? exact
                : IntStream.range(0, table.columns().size())
                        .filter(column -> ClassNames.composed(table.columns().get(column))
                                        .equalsIgnoreCase(ClassNames.composed(TableFile.stripped(name)))
                                && !names.contains(table.columns().get(column))
                                && Stream.concat(OTHERS.stream(), PREDICTED.stream())
                                        .noneMatch(table.columns().get(column)::equalsIgnoreCase))
                        .findFirst()
                        .orElse(-1);
    }

    private Map<Reading, int[]> labels(TableFile table, int column, int[] rows) {
        Set<String> distinct = table.distinct(column);
        Set<Reading> readings = classes.readings(distinct);
        if (readings.isEmpty()) {
            Function<String, OptionalInt> reader = classes.reader(distinct);
            faults.add(
                    table.path(),
                    "label is unknown",
                    "labels are unknown",
                    table.rows(
                            column,
                            label -> reader.apply(TableFile.stripped(label)).isEmpty()),
                    labels);
        }
        Map<Reading, int[]> labels = new EnumMap<>(Reading.class);
        readings.forEach(reading -> labels.put(reading, indexes(table, column, rows, distinct, reading)));
        return labels;
    }

    private int[] indexes(TableFile table, int column, int[] rows, Set<String> distinct, Reading reading) {
        Map<String, Integer> indexes = new HashMap<>();
        distinct.forEach(label -> classes.reader(reading).apply(label).ifPresent(index -> indexes.put(label, index)));
        return IntStream.of(rows)
                .map(row -> row < 0
                        ? -1
                        : indexes.getOrDefault(table.rows().get(row).stripped(column), -1))
                .toArray();
    }

    /** Returns the probabilities in the form of {@link Predictions}. */
    private double[] probabilities(TableFile table, ProbabilityColumns columns, int[] rows) {
        int count = classes.names().size();
        double tolerance = Math.max(TOLERANCE, TOLERANCE_OF_CLASS * count);
        double[] all = new double[count == 2 ? rows.length : rows.length * count];
        List<Occurrence> none = new ArrayList<>();
        List<Occurrence> outside = new ArrayList<>();
        List<Occurrence> sums = new ArrayList<>();
        for (int position = 0; position < rows.length; position++) {
            if (rows[position] < 0) {
                continue;
            }
            TableFile.Row row = table.rows().get(rows[position]);
            double[] values = new double[count];
            double sum = 0;
            boolean whole = true;
            for (int index = 0; index < count; index++) {
                int column = columns.ofClass().get(index);
                if (column < 0) {
                    whole = false;
                    continue;
                }
                double value = number(row.stripped(column));
                if (!Double.isFinite(value)) {
                    none.add(new Occurrence(row.line(), row.fields().get(column)));
                } else if (value < -ROUNDING || value > 1 + ROUNDING) {
                    outside.add(new Occurrence(row.line(), row.fields().get(column)));
                }
                values[index] = Math.min(1, Math.max(0, value));
                sum += value;
            }
            if (whole && Double.isFinite(sum) && Math.abs(sum - 1) > tolerance + ROUNDING) {
                sums.add(new Occurrence(row.line(), Double.toString(sum)));
            }
            if (count == 2) {
                all[position] = columns.ofClass().get(1) < 0 ? 1 - values[0] : values[1];
            } else {
                System.arraycopy(values, 0, all, position * count, count);
            }
        }
        faults.add(
                table.path(),
                "probability is no number",
                "probabilities are no numbers",
                none,
                "Write every probability as a decimal from 0 to 1.");
        faults.add(
                table.path(),
                "probability is not from 0 to 1",
                "probabilities are not from 0 to 1",
                outside,
                "Write probabilities, not logits or percentages; a softmax or a sigmoid makes them of logits.");
        faults.add(
                table.path(),
                "row has probabilities that don't sum to 1",
                "rows have probabilities that don't sum to 1",
                sums,
                "The probabilities of all classes sum to 1. " + labels);
        return all;
    }

    private static double number(String text) {
        try {
            return NumberInput.parseDouble(text, true);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
