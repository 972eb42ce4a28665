package org.bakeoff.dataset.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads comma- or tab-separated values below a header row. */
final class CsvFile {

    private static final Pattern LINE = Pattern.compile("(?:starting at|at) line ([0-9]+)");
    private static final int HEADER = 1 << 16;

    private final Source source;
    private final Columns columns;

    CsvFile(Source source, Columns columns) {
        this.source = source;
        this.columns = columns;
    }

    /**
     * Reads all rows.
     *
     * @param tabs whether tabs separate the fields; otherwise the header row says what does
     */
    List<Row> rows(boolean tabs) throws IOException {
        try (BufferedReader reader = new BufferedReader(new Utf8Reader(source))) {
            return rows(reader, tabs ? '\t' : separator(reader));
        } catch (CsvParseException syntax) {
            throw fault(syntax);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private List<Row> rows(Reader reader, char separator) throws IOException {
        Iterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(reader)
                .iterator();
        if (!records.hasNext()) {
            throw source.fault("this file is empty; its first row must name the columns");
        }
        CsvRecord header = records.next();
        int text = column(header, columns.text());
        int label = column(header, columns.label());
        int id = columns.id() == null ? -1 : column(header, columns.id());
        int group = columns.group() == null ? -1 : column(header, columns.group());
        Rows rows = new Rows(source, columns);
        while (records.hasNext()) {
            CsvRecord row = records.next();
            if (row.getFieldCount() != header.getFieldCount()) {
                throw source.fault(row.getStartingLineNumber(), ragged(row, header, separator));
            }
            rows.add(
                    row.getStartingLineNumber(),
                    row.getField(text),
                    row.getField(label),
                    field(row, id),
                    field(row, group));
        }
        return rows.all();
    }

    private static @Nullable String field(CsvRecord row, int column) {
        return column < 0 ? null : row.getField(column);
    }

    private int column(CsvRecord header, String name) throws BadData {
        int column = header.getFields().indexOf(name);
        if (column < 0) {
            throw source.fault(
                    header.getStartingLineNumber(),
                    columns.missing("this row, which must name the columns,", name, header.getFields()));
        }
        if (header.getFields().lastIndexOf(name) != column) {
            throw source.fault(
                    header.getStartingLineNumber(), "there are two columns " + Source.quoted(name) + "; rename one");
        }
        return column;
    }

    private static String ragged(CsvRecord row, CsvRecord header, char separator) {
        String name = separator == '\t' ? "tab" : separator == ';' ? "semicolon" : "comma";
        int fields = row.getFieldCount();
        return "this row has " + fields + (fields == 1 ? " field" : " fields") + ", the header row has "
                + header.getFieldCount() + ". A text that holds a " + name
                + ", a line break or a quote must stand in double quotes, each quote in it twice";
    }

    /** The comma, unless the first line has none, for there are at least two columns. */
    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(HEADER);
        char[] start = new char[HEADER];
        int length = Math.max(0, reader.read(start, 0, HEADER));
        reader.reset();
        String line = new String(start, 0, length).stripLeading().split("[\r\n]", 2)[0];
        return line.indexOf(',') >= 0 ? ',' : line.indexOf(';') >= 0 ? ';' : line.indexOf('\t') >= 0 ? '\t' : ',';
    }

    /** What the parser refused, which it says in the innermost message. */
    private IOException fault(CsvParseException syntax) {
        Throwable cause = syntax;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof BadData data) {
            return data;
        }
        String message = String.valueOf(cause.getMessage());
        Matcher line = LINE.matcher(message);
        String what = message.startsWith("Unclosed")
                ? "a field that begins here with a quote never ends; look for a missing double quote"
                : message.startsWith("Unexpected character after closing quote")
                        ? "after a field's closing quote comes something else than the next field. A quote within a"
                                + " text must be written twice, and the text stand in double quotes"
                        : message.contains("buffer")
                                ? "this field is longer than any text; look for a missing double quote"
                                : "this can't be read: " + Source.quoted(message);
        return line.find() ? source.fault(Long.parseLong(line.group(1)), what) : source.fault(what);
    }
}
