package org.bakeoff.experiment;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.TestData;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.run.RunDirectory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files that hold the training, validation and test sets of an experiment, for training in any other tool. Each has the columns
 * {@code id}, {@code label} (the name of the class) and {@code text}, and {@code group} where anything groups examples. Where a dataset
 * has no texts, {@code tokens} has the token ids instead, separated by blanks.
 *
 * @param files the files, of the training, the validation and the test set
 * @param classes the names of the classes in the order of their indexes
 */
public record DataExport(List<File> files, List<String> classes) {

    /** Copies the lists. */
    public DataExport {
        files = List.copyOf(files);
        classes = List.copyOf(classes);
    }

    /** The form of the files. */
    public enum Format {
        /** RFC 4180, with a header, in UTF-8. */
        CSV,
        /** An object a line. */
        JSONL
    }

    /**
     * A file that was written.
     *
     * @param path where it is
     * @param examples how many examples it holds
     */
    public record File(Path path, int examples) {}

    /** Returns whether {@link PredictionComparison} finds this order of the classes by itself. */
    public boolean hasDefaultOrder() {
        return ClassNames.of(classes).names().equals(classes);
    }

    /** Writes a row. */
    private interface RowWriter {
        void write(List<String> fields) throws IOException;
    }

    /**
     * Writes the files.
     *
     * @param read what the experiment reads
     * @param overwrite whether files that are there are replaced
     */
    static DataExport write(
            EncodedFile data,
            ReadFiles read,
            ValidationSplit split,
            RunDirectory directory,
            Format format,
            boolean overwrite)
            throws IOException {
        ExampleTable train = data.train();
        TestData test = data.test();
        List<String> names = Stream.of("train", "validation", "test")
                .map(set -> set + "." + format.name().toLowerCase(Locale.ROOT))
                .toList();
        directory.checkNotWithin();
        Path folder = directory.path();
        for (String name : names) {
            Path file = folder.resolve(name);
            if (!overwrite && Files.exists(file)) {
                throw new BakeoffException(
                        ErrorCode.RUN_DIRECTORY_OCCUPIED,
                        ErrorLocation.of(file),
                        file + " is there already",
                        "Choose another folder with --out, or replace the files with --overwrite.");
            }
            if (RegularFiles.exists(file) && !Files.isSymbolicLink(file)) {
                RegularFiles.requireRegular(file);
            }
            if (Files.exists(file)) {
                checkNotRead(file, read);
            }
        }
        for (String name : names) {
            checkNotTaken(folder.resolve(name), read);
        }
        Files.createDirectories(folder);
        boolean texts = Stream.of(train, test.table())
                .flatMap(set -> set.texts().stream())
                .anyMatch(text -> !text.isBlank());
        boolean groups = grouped(train) || grouped(test.table());
        List<String> columns = new ArrayList<>(List.of("id", "label", texts ? "text" : "tokens"));
        if (groups) {
            columns.add("group");
        }
        List<Rows> rows = List.of(
                writer -> write(ExampleTable.chosen(train.examples(), split.train()), test.info(), columns, writer),
                writer ->
                        write(ExampleTable.chosen(train.examples(), split.validation()), test.info(), columns, writer),
                writer -> write(test.examples().stream(), test.info(), columns, writer));
        List<Integer> sizes = List.of(
                split.train().length, split.validation().length, test.table().size());
        List<File> files = new ArrayList<>();
        Map<Path, AtomicFile.Writer> writers = new LinkedHashMap<>();
        for (int set = 0; set < names.size(); set++) {
            Path file = folder.resolve(names.get(set));
            Rows content = rows.get(set);
            writers.put(file, out -> write(out, format, columns, content));
            files.add(new File(file, sizes.get(set)));
        }
        // A training set beside an earlier test set may hold texts of it.
        AtomicFile.writeAll(writers);
        return new DataExport(files, test.info().classes());
    }

    private static void checkNotTaken(Path file, ReadFiles read) throws IOException {
        Optional<String> source = read.taking(file);
        if (source.isPresent()) {
            throw occupied(
                    file,
                    " can't be written, since the experiment itself would read it as a part of its data, "
                            + source.get());
        }
    }

    private static void checkNotRead(Path file, ReadFiles read) throws IOException {
        Optional<Path> covering = read.covering(file);
        if (covering.isPresent()) {
            throw occupied(file, " can't be replaced, since the experiment itself reads " + covering.get());
        }
    }

    private static BakeoffException occupied(Path file, String why) {
        return new BakeoffException(
                ErrorCode.RUN_DIRECTORY_OCCUPIED,
                ErrorLocation.of(file),
                file + why,
                "Choose another folder with --out.");
    }

    private static boolean grouped(ExampleTable examples) {
        Iterator<String> ids = examples.ids().iterator();
        return examples.groups().stream().anyMatch(group -> !group.equals(ids.next()));
    }

    private static void write(Stream<Example> examples, DatasetInfo info, List<String> columns, RowWriter writer)
            throws IOException {
        for (Iterator<Example> all = examples.iterator(); all.hasNext(); ) {
            writer.write(fields(all.next(), info, columns));
        }
    }

    private static List<String> fields(Example example, DatasetInfo info, List<String> columns) {
        return columns.stream()
                .map(column -> switch (column) {
                    case "id" -> example.id();
                    case "label" -> info.classes().get(example.label());
                    case "text" -> example.text();
                    case "group" -> example.group();
                    default ->
                        IntStream.of(example.tokens())
                                .mapToObj(Integer::toString)
                                .collect(Collectors.joining(" "));
                })
                .toList();
    }

    /** Writes all rows. */
    private interface Rows {
        void to(RowWriter writer) throws IOException;
    }

    private static void write(OutputStream out, Format format, List<String> columns, Rows rows) throws IOException {
        Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (format == Format.CSV) {
            CsvWriter csv = CsvWriter.builder().build(text);
            csv.writeRecord(columns);
            rows.to(csv::writeRecord);
            csv.flush();
        } else {
            rows.to(fields -> {
                ObjectNode object = Json.COMPACT.createObjectNode();
                for (int column = 0; column < columns.size(); column++) {
                    object.put(columns.get(column), fields.get(column));
                }
                text.write(object + "\n");
            });
            text.flush();
        }
    }
}
