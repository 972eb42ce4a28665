package org.bakeoff.training;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.RegularFiles;
import tools.jackson.core.io.NumberOutput;

/**
 * Writes and reads {@code predictions.csv}. It is written when training is over, and only here do the labels of the test examples
 * meet a trial's predictions.
 */
public final class PredictionsFile {

    /** No id has this character, so that the writer takes none for the start of a comment, which it would quote. */
    private static final char NO_COMMENT = '\0';

    /** The column of a model that gives labels alone. */
    private static final String PREDICTED = "predicted";

    /**
     * Names the test example of a row.
     *
     * @param id the id of the example
     * @param label its class index
     */
    public record Row(String id, int label) {}

    private PredictionsFile() {}

    static void write(Path file, EncodedFile data, Predictions predictions) throws IOException {
        write(file, rows(data.test().table()), predictions);
    }

    /** Returns the rows of the test set. */
    public static Iterable<Row> rows(ExampleTable test) {
        return () -> {
            Iterator<String> ids = test.ids().iterator();
            return IntStream.range(0, test.size())
                    .mapToObj(index -> new Row(ids.next(), test.label(index)))
                    .iterator();
        };
    }

    /**
     * Writes predictions for test examples.
     *
     * @param rows the examples, in the order of the predictions
     */
    static void write(Path file, Iterable<Row> rows, Predictions predictions) throws IOException {
        List<String> columns = columns(predictions);
        AtomicFile.write(file, out -> {
            CsvWriter writer = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.LF)
                    .commentCharacter(NO_COMMENT)
                    .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            List<String> fields = new ArrayList<>(List.of("id", "label"));
            fields.addAll(columns);
            writer.writeRecord(fields);
            int index = 0;
            for (Row row : rows) {
                fields.clear();
                fields.add(row.id());
                fields.add(Integer.toString(row.label()));
                for (int column = 0; column < columns.size(); column++) {
                    fields.add(
                            predictions.hasProbabilities()
                                    ? shortest(predictions.probability(index, columns.size() == 1 ? 1 : column))
                                    : Integer.toString(predictions.predicted(index)));
                }
                writer.writeRecord(fields);
                index++;
            }
            writer.flush();
        });
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file can't be read or isn't such a file
     */
    static Predictions read(Path file, long seed) throws IOException {
        return read(file, records -> {
            int columns = records.next().getFieldCount() - 2;
            require(columns == 1 || columns > 2, "two classes have a single column");
            DoubleStream.Builder probabilities = DoubleStream.builder();
            records.forEachRemaining(record -> {
                require(record.getFieldCount() == columns + 2, "a row is longer or shorter than the first");
                record.getFields().stream()
                        .skip(2)
                        .mapToDouble(PredictionsFile::probability)
                        .forEach(probabilities);
            });
            return new Predictions(
                    seed, columns == 1 ? 2 : columns, probabilities.build().toArray());
        });
    }

    private static double probability(String field) {
        double value = Double.parseDouble(field);
        require(value >= 0 && value <= 1, "a number is no probability");
        return value;
    }

    private static void require(boolean condition, String fault) {
        if (!condition) {
            throw new IllegalArgumentException(fault);
        }
    }

    /**
     * Reads predictions of a model from elsewhere, which may be labels alone.
     *
     * @param classes the number of classes
     * @throws IOException if the file can't be read or isn't such a file
     */
    static Predictions read(Path file, int classes, long seed) throws IOException {
        Optional<int[]> labels = read(file, records -> {
            if (!records.next().getField(2).equals(PREDICTED)) {
                return Optional.empty();
            }
            IntStream.Builder predicted = IntStream.builder();
            records.forEachRemaining(record -> predicted.add(Integer.parseInt(record.getField(2))));
            return Optional.of(predicted.build().toArray());
        });
        return labels.isPresent() ? Predictions.ofLabels(seed, classes, labels.get()) : read(file, seed);
    }

    /**
     * Reads which test examples {@link #write} wrote predictions for, in the order of the file.
     *
     * @throws IOException if the file can't be read or isn't such a file
     */
    public static List<Row> rows(Path file) throws IOException {
        return read(file, records -> {
            records.next();
            List<Row> rows = new ArrayList<>();
            records.forEachRemaining(
                    record -> rows.add(new Row(record.getField(0), Integer.parseInt(record.getField(1)))));
            return rows;
        });
    }

    private static <T> T read(Path file, Function<Iterator<CsvRecord>, T> content) throws IOException {
        return TrialFolder.reading(file, () -> {
            try (CsvReader<CsvRecord> reader = CsvReader.builder()
                    .ofCsvRecord(new InputStreamReader(RegularFiles.read(file), StandardCharsets.UTF_8))) {
                return content.apply(reader.iterator());
            } catch (CsvParseException
                    | IllegalArgumentException
                    | IndexOutOfBoundsException
                    | NoSuchElementException e) {
                throw new DamagedFileException(
                        file + " is no file of predictions; delete it and run the trial again", e);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    /** Returns the shortest decimal that reads back the same; {@link Double#toString} is longer at times before Java 19. */
    private static String shortest(double value) {
        return NumberOutput.toString(value, true);
    }

    /** Returns the columns after id and label. */
    private static List<String> columns(Predictions predictions) {
        if (!predictions.hasProbabilities()) {
            return List.of(PREDICTED);
        }
        return predictions.classes() == 2
                ? List.of("probability")
                : IntStream.range(0, predictions.classes())
                        .mapToObj(column -> "p" + column)
                        .toList();
    }
}
