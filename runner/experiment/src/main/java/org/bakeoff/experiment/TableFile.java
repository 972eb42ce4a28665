package org.bakeoff.experiment;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.bakeoff.experiment.PredictionFaults.Occurrence;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.FileSignature;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.Numbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * Holds a file of rows with named columns: CSV with a header (separated by commas, semicolons or tabs), or JSON
 * objects, one a line or in an array; gzip is decompressed.
 *
 * @param path the file
 * @param columns the names of the columns, without blanks around them
 * @param rows the rows in their order, each with a field for every column
 */
record TableFile(Path path, List<String> columns, List<Row> rows) {

    private static final ObjectReader JSON =
            Json.COMPACT.readerFor(JsonNode.class).with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

    private static final int START = 1 << 16;
    private static final int SHOWN = 20;

    /** More columns than these must have a value in every row, since every row has a field for each. */
    private static final int MOST_SPARSE_COLUMNS = 2_000;

    /** What is quoted in a header, whose end may be in another line. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*(\"|$)");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** A blank or a zero-width character. */
    private static final String BLANK = "[\\p{Z}\\p{Cc}\\u200B-\\u200F\\u2060\\uFEFF]";

    /** Those around a text; it looks at none of them twice, however many stand within the text. */
    private static final Pattern AROUND = Pattern.compile("^" + BLANK + "++|(?<!" + BLANK + ")" + BLANK + "++$");

    /** Says that a file isn't such a file; the message is about the file, such as "it is empty". */
    static final class InvalidTableException extends Exception {

        private static final long serialVersionUID = 1;

        private static final String MEMORY =
                "Give Java more memory, as by BAKEOFF_JAVA_OPTIONS=-Xmx4g, or the file fewer rows and columns.";

        private final transient Path file;
        private final long line;
        private final @Nullable String remedy;

        private InvalidTableException(Path file, long line, String problem, @Nullable Exception cause) {
            this(file, line, problem, cause, null);
        }

        private InvalidTableException(
                Path file, long line, String problem, @Nullable Exception cause, @Nullable String remedy) {
            super(problem, cause);
            this.file = file;
            this.line = line;
            this.remedy = remedy;
        }

        /** Says that the rows of a file, up to a line, don't fit in memory. */
        static InvalidTableException tooLarge(Path file, long line, String problem) {
            return new InvalidTableException(file, line, problem, null, MEMORY);
        }

        /** Says that a text begins with a quotation mark, and takes in rows up to one that ends another. */
        static InvalidTableException joined(Path file, long line, int rows) {
            return new InvalidTableException(
                    file,
                    line,
                    "a quotation mark in line " + line + " begins a text that would end " + rows
                            + (rows == 1 ? " row" : " rows") + " below, with what looks like rows of their own",
                    null,
                    "Where quotation marks are a part of the texts, write each text in quotes and those in it twice, as pandas does"
                            + " without csv.QUOTE_NONE, or write JSON Lines, an object a line.");
        }

        Path file() {
            return file;
        }

        /** Returns what to do; empty if the file should be of another form. */
        Optional<String> remedy() {
            return Optional.ofNullable(remedy);
        }

        /** Returns the line; 0 for the file as a whole. */
        long line() {
            return line;
        }
    }

    /**
     * A row.
     *
     * @param line where it starts, counted from 1; 0 in an array of JSON
     * @param fields its values; empty texts where there is none
     */
    record Row(long line, List<String> fields) {

        /** Returns a label or a number, without the blanks around it. */
        String stripped(int column) {
            return TableFile.stripped(fields.get(column));
        }
    }

    /**
     * Reads a file in UTF-8.
     *
     * @param together how many files are read at once, and share the memory for rows
     * @throws InvalidTableException if it can't be read, or isn't such a file
     */
    static TableFile read(Path file, int together) throws InvalidTableException {
        try (RowReader reader = open(file)) {
            String start = start(reader);
            TableRows rows = new TableRows(file, together);
            return start.startsWith("{")
                    ? lines(file, reader, rows)
                    : start.startsWith("[") ? array(file, reader, rows) : csv(file, reader, start, rows);
        } catch (CsvParseException e) {
            throw new InvalidTableException(file, 0, "it is no CSV: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static RowReader open(Path file) throws IOException, InvalidTableException {
        InputStream in = new BufferedInputStream(RegularFiles.read(RegularFiles.named(file)));
        try {
            boolean zipped =
                    FileSignature.of(in).filter(FileSignature.GZIP::equals).isPresent();
            InputStream text = zipped ? new BufferedInputStream(GzipStream.of(in)) : in;
            Optional<FileSignature> other = FileSignature.of(text);
            if (other.isPresent()) {
                throw new InvalidTableException(
                        file,
                        0,
                        "it is " + other.get().what() + ", as its first bytes say",
                        null,
                        other.get().remedy());
            }
            return new RowReader(new InputStreamReader(text, StandardCharsets.UTF_8.newDecoder()));
        } catch (IOException | InvalidTableException e) {
            in.close();
            throw e;
        }
    }

    /** Returns the first line, and skips a byte order mark and blank lines before it. */
    private static String start(RowReader reader) throws IOException {
        reader.mark(START);
        char[] start = new char[START - 1];
        int length = Math.max(0, reader.read(start, 0, start.length));
        String text = new String(start, 0, length);
        reader.reset();
        int skipped = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        reader.skip(skipped);
        return text.substring(skipped).stripLeading().split("[\r\n]", 2)[0];
    }

    private static TableFile csv(Path file, RowReader reader, String header, TableRows rows)
            throws InvalidTableException {
        String names = QUOTED.matcher(header).replaceAll("");
        char separator = Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(
                        one -> names.chars().filter(letter -> letter == one).count()))
                .orElseThrow();
        Iterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader)
                .iterator();
        if (!records.hasNext()) {
            throw new InvalidTableException(file, 0, "it is empty; its first row must name the columns", null);
        }
        List<String> columns =
                records.next().getFields().stream().map(TableFile::stripped).toList();
        Set<String> named = new HashSet<>();
        for (String column : columns) {
            if (!column.isEmpty() && !named.add(column)) {
                throw new InvalidTableException(file, 1, "it has two columns \"" + column + "\"", null);
            }
        }
        for (reader.next(); records.hasNext(); reader.next()) {
            CsvRecord row = records.next();
            if (row.getFieldCount() != columns.size()) {
                throw new InvalidTableException(
                        file,
                        row.getStartingLineNumber(),
                        "it has " + row.getFieldCount() + " fields in line " + row.getStartingLineNumber() + ", and "
                                + columns.size() + " columns in its first row",
                        null);
            }
            // One that names the columns again comes of files that were joined.
            if (!stripped(row.getField(0)).equals(columns.get(0))
                    || !row.getFields().stream()
                            .map(TableFile::stripped)
                            .toList()
                            .equals(columns)) {
                rows.add(row.getStartingLineNumber(), row.getFields());
            }
        }
        TableFile table = new TableFile(file, columns, rows.padded(columns.size()));
        JoinedRows.check(table, separator);
        return table;
    }

    private static TableFile lines(Path file, RowReader reader, TableRows rows)
            throws IOException, InvalidTableException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        long line = 0;
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            reader.next();
            line++;
            if (!text.isBlank()) {
                rows.add(line, fields(file, line, json(file, line, text), columns));
            }
        }
        return new TableFile(file, List.copyOf(columns.keySet()), rows.padded(columns.size()));
    }

    /** Reads an array of objects, whose lines aren't known. */
    private static TableFile array(Path file, RowReader reader, TableRows rows)
            throws IOException, InvalidTableException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(reader)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                rows.add(0, fields(file, 0, parser.readValueAsTree(), columns));
                reader.next();
            }
            if (parser.nextToken() != null) {
                throw new InvalidTableException(file, 0, "it is no JSON: something stands behind the array", null);
            }
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw noJson(file, 0, e);
        }
        return new TableFile(file, List.copyOf(columns.keySet()), rows.padded(columns.size()));
    }

    private static String in(long line) {
        return line == 0 ? "" : " in line " + line;
    }

    private static JsonNode json(Path file, long line, String text) throws InvalidTableException {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw noJson(file, line, e);
        }
    }

    private static InvalidTableException noJson(Path file, long line, JacksonException fault) {
        return new InvalidTableException(
                file, line, "it is no JSON" + in(line) + ": " + fault.getOriginalMessage(), fault);
    }

    private static List<String> fields(Path file, long line, JsonNode object, Map<String, Integer> columns)
            throws InvalidTableException {
        if (!object.isObject()) {
            throw new InvalidTableException(file, line, "it isn't only of JSON objects" + in(line), null);
        }
        object.propertyNames().forEach(name -> columns.putIfAbsent(name, columns.size()));
        if (columns.size() > MOST_SPARSE_COLUMNS && object.size() < columns.size()) {
            throw new InvalidTableException(
                    file,
                    line,
                    "its objects have more than " + Numbers.count(MOST_SPARSE_COLUMNS) + " different keys, of which one"
                            + in(line) + " has " + Numbers.count(object.size()) + "; each key is a column",
                    null);
        }
        return columns.keySet().stream().map(name -> value(object.path(name))).toList();
    }

    private static String value(JsonNode value) {
        return value.isNull() || value.isMissingNode() ? "" : value.isString() ? value.asString() : value.toString();
    }

    /** Returns a text without the blanks and zero-width characters around it. */
    static String stripped(String text) {
        return text.isEmpty() || (isVisible(text.charAt(0)) && isVisible(text.charAt(text.length() - 1)))
                ? text
                : AROUND.matcher(text).replaceAll("");
    }

    /** Returns whether a character is of those that most texts start and end with, which are no blanks. */
    private static boolean isVisible(char letter) {
        return letter > ' ' && letter <= '~';
    }

    /** Returns the distinct labels of a column. */
    Set<String> distinct(int column) {
        return rows.stream().map(row -> row.stripped(column)).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the rows whose value in a column is wanted. */
    List<Occurrence> rows(int column, Predicate<String> wanted) {
        return rows.stream()
                .filter(row -> wanted.test(row.fields().get(column)))
                .map(row -> new Occurrence(row.line(), row.fields().get(column)))
                .toList();
    }

    /** Returns the position of a column, whatever the case of its name; -1 if there is none. */
    int column(String name) {
        int exact = columns.indexOf(name);
        return exact >= 0
                ? exact
                : columns.stream()
                        .map(one -> one.toLowerCase(Locale.ROOT))
                        .toList()
                        .indexOf(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the position of a column.
     *
     * @throws InvalidTableException if there is none
     */
    int required(String name) throws InvalidTableException {
        int column = column(name);
        if (column < 0) {
            throw new InvalidTableException(
                    path,
                    1,
                    "it has no column \"" + name + "\"; it has "
                            + columns.stream().limit(SHOWN).collect(Collectors.joining(", "))
                            + (columns.size() > SHOWN ? " and others" : ""),
                    null);
        }
        return column;
    }

    private static InvalidTableException unreadable(Path file, IOException fault) {
        return fault instanceof RowReader.LongRowException
                ? new InvalidTableException(file, 0, String.valueOf(fault.getMessage()), fault)
                : new InvalidTableException(
                        file,
                        0,
                        fault instanceof ZipException ? "its gzip is damaged or incomplete" : FileErrors.reason(fault),
                        fault,
                        "Check that every file is there, and is text in UTF-8 that you may read.");
    }
}
