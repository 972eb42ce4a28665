package org.bakeoff.dataset.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bakeoff.dataset.text.CsvParser.CsvRecord;
import org.bakeoff.toolkit.text.LabelledText;
import org.jspecify.annotations.Nullable;

/** Reads values separated by commas, tabs or other characters. */
final class CsvRowReader {

    private static final int START = 1 << 16;
    private static final int SAMPLE = 200;
    private static final String DELIMITERS = ",;\t|";
    private static final String MARK = "\uFEFF";

    /** A line that Excel writes above the header row to name the delimiter. */
    private static final Pattern SEPARATOR = Pattern.compile("\"?sep=(.)\"?\\r?\\n");

    private final TextSource source;
    private final Reading reading;
    private final Charset charset;
    private final TextConfig config;
    private final Columns columns;

    CsvRowReader(TextSource source, Charset charset, Reading reading) {
        this.source = source;
        this.charset = charset;
        this.reading = reading;
        this.config = reading.config();
        this.columns = reading.columns();
    }

    /**
     * A file whose delimiter is known.
     *
     * @param dialect its dialect, if quotation marks are quotes
     * @param header whether its first row names the columns
     * @param skipped the number of lines above the first row
     */
    record Table(TextSource source, Charset charset, Dialect dialect, boolean header, int skipped) {

        Table with(Dialect other) {
            return new Table(source, charset, other, header, skipped);
        }

        Records open(Dialect other) throws IOException {
            BufferedReader reader = new BufferedReader(new StrictReader(source, charset));
            for (int line = 0; line < skipped; line++) {
                reader.readLine();
            }
            return new Records(reader, new CsvParser(reader, other, skipped + 1L));
        }
    }

    /** The records of an open file. */
    record Records(Reader reader, CsvParser parser) implements AutoCloseable {

        @Nullable
        CsvRecord next() throws IOException {
            return parser.next();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /** Reads all rows; with {@code tabs}, fields are separated by tabs unless the configuration says otherwise. */
    void read(boolean tabs, RowCollector rows) throws IOException {
        Table table = table(tabs);
        CsvRecord first;
        try (Records records = table.open(table.dialect())) {
            first = records.next();
        }
        if (first == null) {
            throw source.fault(
                    config.header() ? "this file is empty; its first row must name the columns" : "this file is empty");
        }
        Positions positions = positions(table, first);
        DialectDetector.Detected detected = config.quote() == null && config.escape() == null
                ? new DialectDetector(table, positions.label()).detect()
                : new DialectDetector.Detected(table.dialect(), null);
        if (detected.assumed() != null) {
            reading.note(source, detected.assumed());
        }
        try (Records records = table.open(detected.dialect())) {
            List<String> header = table.header() && records.next() != null ? first.fields() : List.of();
            long repeated = 0;
            for (CsvRecord record = records.next(); record != null; record = records.next()) {
                if (repeats(record.fields(), header)) {
                    // As where files were joined.
                    repeated++;
                } else {
                    if (record.fault() == null
                            && record.fields().size() != first.fields().size()) {
                        throw source.fault(
                                record.line(), ragged(record, first.fields().size(), table, detected.dialect()));
                    }
                    add(record, detected.dialect(), positions, rows);
                }
            }
            if (repeated > 0) {
                reading.note(
                        source,
                        repeated + (repeated == 1 ? " row that repeats" : " rows that repeat")
                                + " the header row left out");
            }
        }
    }

    /** Returns whether a row is the header row again; before it may stand a mark of the byte order, which hides its first quotes. */
    private static boolean repeats(List<String> fields, List<String> header) {
        if (header.isEmpty() || !fields.get(0).startsWith(MARK)) {
            return fields.equals(header);
        }
        List<String> plain = new ArrayList<>(fields);
        plain.set(0, fields.get(0).substring(1).replaceFirst("^\"(.*)\"$", "$1"));
        return plain.equals(header);
    }

    private void add(CsvRecord record, Dialect dialect, Positions positions, RowCollector rows) throws IOException {
        if (record.fault() != null) {
            throw source.fault(record.fault().line(), broken(record.fault().problem(), dialect));
        }
        List<String> texts = new ArrayList<>();
        for (int column : positions.text()) {
            texts.add(record.fields().get(column));
        }
        rows.add(
                record.line(),
                record.line(),
                new RowCollector.Values(
                        String.join(" ", texts),
                        record.fields().get(positions.label()),
                        field(record, positions.id()),
                        field(record, positions.group())));
    }

    private static @Nullable String field(CsvRecord row, int column) {
        return column < 0 ? null : row.fields().get(column);
    }

    /** The positions of the columns that are read; negative for none. */
    private record Positions(List<Integer> text, int label, int id, int group) {}

    private Positions positions(Table table, CsvRecord first) throws IOException {
        List<String> names = config.header() ? names(first) : config.columns();
        if (!config.header() && names(first).equals(names)) {
            throw source.fault(first.line(), "this row names the columns; leave out \"header\": false, \"columns\"");
        }
        if (!config.header() && names.size() != first.fields().size()) {
            throw source.fault(
                    first.line(),
                    "this row has " + first.fields().size() + (first.fields().size() == 1 ? " field" : " fields")
                            + " between delimiters that are " + table.dialect().delimiterName()
                            + ", and \"columns\" names "
                            + names.size());
        }
        List<Integer> text = new ArrayList<>();
        for (String one : columns.text()) {
            text.add(position(table, first, names, one));
        }
        return new Positions(
                text,
                position(table, first, names, columns.label()),
                columns.id() == null ? -1 : position(table, first, names, columns.id()),
                columns.group() == null ? -1 : position(table, first, names, columns.group()));
    }

    private int position(Table table, CsvRecord first, List<String> names, String name) throws IOException {
        int column = names.indexOf(name);
        if (column < 0) {
            throw source.fault(first.line(), missing(table, first, names, name));
        }
        if (names.lastIndexOf(name) != column) {
            throw source.fault(first.line(), "there are two columns " + TextSource.quoted(name) + "; rename one");
        }
        return column;
    }

    /** Says that there is no such column, and what the file seems to be. */
    private String missing(Table table, CsvRecord first, List<String> names, String name) throws IOException {
        if (!config.header()) {
            return columns.missing("\"columns\"", name, names);
        }
        String start = first.fields().get(0).strip();
        if (start.startsWith("{") || start.startsWith("[{")) {
            return "this is JSON, not values separated by " + table.dialect().delimiterName()
                    + "; give \"format\": \"jsonl\"";
        }
        List<CsvRecord> sample = sample(table);
        for (CsvRecord row : sample.subList(1, sample.size())) {
            if (names(row).containsAll(columns.all())) {
                return "this row, which must name the columns, has no " + TextSource.quoted(name) + ", but line "
                        + row.line() + " names all columns. Delete what stands above it";
            }
        }
        ColumnGuess guess =
                ColumnGuess.of(sample.stream().map(CsvRecord::fields).toList(), columns);
        if (guess.firstIsData()) {
            return "this row, which must name the columns, has no " + TextSource.quoted(name)
                    + ", and looks like data. If the file has no header row, give \"header\": false, \"columns\": "
                    + guess.names();
        }
        String what = columns.missing("this row, which must name the columns,", name, names);
        return Columns.near(name, names).isPresent() ? what + others(name, names) : what + guess.advice(names);
    }

    private static List<CsvRecord> sample(Table table) throws IOException {
        List<CsvRecord> sample = new ArrayList<>();
        try (Records records = table.open(table.dialect())) {
            for (CsvRecord one = records.next(); one != null && sample.size() < SAMPLE; one = records.next()) {
                sample.add(one);
            }
        }
        return sample;
    }

    private static List<String> names(CsvRecord row) {
        return row.fields().stream().map(LabelledText::stripped).toList();
    }

    /** Says which other columns are missing, too, but for their spelling. */
    private String others(String name, List<String> names) {
        return columns.all().stream()
                .filter(other -> !other.equals(name) && !names.contains(other))
                .flatMap(other -> Columns.near(other, names).stream()
                        .map(near -> " And \"" + columns.key(other) + "\": " + TextSource.json(near) + "?"))
                .collect(Collectors.joining());
    }

    private String ragged(CsvRecord row, int width, Table table, Dialect dialect) throws IOException {
        int fields = row.fields().size();
        String what = "this row has " + fields + (fields == 1 ? " field" : " fields") + ", the "
                + (config.header() ? "header" : "first")
                + " row has " + width;
        List<CsvRecord> sample = sample(table.with(dialect));
        boolean all = fields > width
                && sample.size() > 2
                && sample.stream().skip(1).allMatch(one -> one.fields().size() == fields);
        return config.header() && all
                ? what
                        + ", and all rows below it have as many as this one. Name the other columns in the header row, too, such as the"
                        + " row names that R writes first"
                : what + ". " + rule(dialect);
    }

    private static String rule(Dialect dialect) {
        return dialect.quote() < 0
                ? "Without quotes, no text can hold " + dialect.delimiterName() + " or a line break"
                : "A text that holds " + dialect.delimiterName()
                        + ", a line break or a quote must stand in double quotes, each quote in it twice, and no blanks before them. Where quotation"
                        + " marks are no quotes, give \"quote\": \"none\"";
    }

    private static String broken(CsvParser.Problem problem, Dialect dialect) {
        return "this isn't valid CSV: "
                + switch (problem) {
                    case TEXT_AFTER_QUOTE -> "a quoted field goes on behind its second quote. ";
                    case UNCLOSED_QUOTE -> "the quote that begins here has no end. ";
                    case TOO_LONG -> "this row has no end within 16 million characters and 16,384 fields. ";
                }
                + rule(dialect);
    }

    private Table table(boolean tabs) throws IOException {
        String start;
        try (BufferedReader reader = new BufferedReader(new StrictReader(source, charset))) {
            char[] chars = new char[START];
            int length = 0;
            for (int more = 0; more >= 0 && length < START; length += Math.max(0, more)) {
                more = reader.read(chars, length, START - length);
            }
            start = new String(chars, 0, length);
        }
        Matcher separator = SEPARATOR.matcher(start);
        int skipped = separator.lookingAt() ? 1 : 0;
        char delimiter = config.delimiter() != null
                ? config.delimiter().charAt(0)
                : skipped == 1 ? separator.group(1).charAt(0) : delimiter(start, tabs);
        Dialect standard = Dialect.standard(delimiter);
        Dialect dialect = new Dialect(
                delimiter,
                config.quote() == null ? standard.quote() : character(config.quote()),
                config.escape() == null ? standard.escape() : character(config.escape()),
                false);
        return new Table(source, charset, dialect, config.header(), skipped);
    }

    private static int character(String key) {
        return key.equals(TextConfig.NONE) ? Dialect.NONE : key.charAt(0);
    }

    /** Returns the delimiter by which the first row fits best; the comma if none does. */
    private char delimiter(String start, boolean tabs) throws IOException {
        String order = tabs ? "\t,;|" : DELIMITERS;
        char best = order.charAt(0);
        int most = 0;
        for (int index = 0; index < order.length(); index++) {
            char delimiter = order.charAt(index);
            CsvRecord first = new CsvParser(new StringReader(start), Dialect.standard(delimiter), 1).next();
            int fit = first == null || first.fields().size() < 2 ? 0 : fit(first.fields());
            if (fit > most) {
                most = fit;
                best = delimiter;
            }
        }
        return best;
    }

    /** Returns 1 for fields, more for those of the right names or number. */
    private int fit(List<String> fields) {
        if (!config.header()) {
            return fields.size() == config.columns().size() ? 2 : 1;
        }
        List<String> names = fields.stream().map(LabelledText::stripped).toList();
        return 1 + (int) columns.all().stream().filter(names::contains).count();
    }
}
