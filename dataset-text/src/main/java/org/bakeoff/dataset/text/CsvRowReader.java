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
import org.jspecify.annotations.Nullable;

/** Reads comma- or tab-separated values below a header row. */
record CsvRowReader(TextSource source, Columns columns, LabelNames labels) {

    private static final int HEADER = 1 << 16;

    /** Reads all rows; without tabs, the header row says what separates the fields. */
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
        RowCollector rows = new RowCollector(source, columns, labels);
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

    private int column(CsvRecord header, String name) throws InvalidDataException {
        int column = header.getFields().indexOf(name);
        if (column < 0) {
            throw source.fault(
                    header.getStartingLineNumber(),
                    columns.missing("this row, which must name the columns,", name, header.getFields()));
        }
        if (header.getFields().lastIndexOf(name) != column) {
            throw source.fault(
                    header.getStartingLineNumber(),
                    "there are two columns " + TextSource.quoted(name) + "; rename one");
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

    /** Returns the comma, unless the first line has none: there are at least two columns. */
    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(HEADER);
        char[] start = new char[HEADER];
        int length = Math.max(0, reader.read(start, 0, HEADER));
        reader.reset();
        String line = new String(start, 0, length).stripLeading().split("[\r\n]", 2)[0];
        return line.indexOf(',') >= 0 ? ',' : line.indexOf(';') >= 0 ? ';' : line.indexOf('\t') >= 0 ? '\t' : ',';
    }

    private IOException fault(CsvParseException syntax) {
        for (Throwable cause = syntax; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidDataException data) {
                return data;
            }
        }
        return source.fault("this isn't valid CSV: " + TextSource.printable(String.valueOf(syntax.getMessage())) + ". "
                + "A text that holds a separator, a line break or a quote must stand in double quotes, each quote in it"
                + " twice");
    }
}
