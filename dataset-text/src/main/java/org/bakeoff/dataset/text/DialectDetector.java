package org.bakeoff.dataset.text;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bakeoff.dataset.text.CsvParser.CsvRecord;
import org.bakeoff.dataset.text.CsvRowReader.Table;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how quotation marks in a file of separated values are meant. RFC 4180 holds, unless it can't: where a quoted field
 * goes on behind its second quote or never ends, where it takes in lines that are rows of their own by their number of fields and
 * their label, or where a tab-separated file has quotes that no field needs around some texts of a column. Another dialect is
 * chosen only if all rows of the file then have as many fields as the first one. Quotes are quotes where all fields of a column have
 * them; such files may lack the second quote for one within a text, and have blanks before quotes.
 */
record DialectDetector(Table table, int label) {

    /** Returns the dialect, and what was assumed. */
    Detected detect() throws IOException {
        Dialect standard = table.dialect();
        Scan scan = scan(standard);
        if (scan.sound()) {
            if (scan.swallows()) {
                return literal()
                        ? new Detected(
                                standard.unquoted(),
                                asText(scan.swallowedLine + " begins a text that would take in other rows"))
                        : new Detected(
                                standard,
                                "the quoted text in line " + scan.swallowedLine
                                        + " takes in lines that look like rows of their"
                                        + " own; if they are, give \"quote\": \"none\"");
            }
            boolean decorated = standard.delimiter() == '\t' && scan.quotedLine > 0 && !scan.needed && literal();
            return decorated
                    ? new Detected(
                            standard.unquoted(),
                            asText(scan.quotedLine + " is one of few with quotes, and none needs them"))
                    : new Detected(standard, null);
        }
        if (!scan.quotes) {
            Scan single = scan(standard.apostrophes());
            return single.sound() && single.needed
                    ? new Detected(
                            standard.apostrophes(),
                            "apostrophes stand around fields; \"quote\": \"\\\"\" takes them for a part of the texts")
                    : new Detected(standard, null);
        }
        if (scan.backslashQuote && scan(standard.escaped()).sound()) {
            return new Detected(
                    standard.escaped(),
                    "a backslash stands before quotes within quotes, as Spark writes it; \"escape\": \"none\" takes it for"
                            + " a character like any other");
        }
        long line = Math.max(scan.faultLine, scan.raggedLine);
        if (literal()) {
            return new Detected(standard.unquoted(), asText(line + " can't be read otherwise"));
        }
        Scan loose = scan(standard.loosened());
        return loose.sound() && !loose.multiline
                ? new Detected(
                        standard.loosened(),
                        "a quote ends a text only where a field ends, and blanks before quotes are no part of it, since line "
                                + line + " can't be read otherwise")
                : new Detected(standard, null);
    }

    /** Returns whether the file can be read with quotation marks as part of the texts, and not all texts have them. */
    private boolean literal() throws IOException {
        Scan scan = scan(table.dialect().unquoted());
        return scan.sound() && scan.someQuoted();
    }

    private static String asText(String reason) {
        return "quotation marks are part of the texts, not around fields, since line " + reason
                + "; \"quote\": \"\\\"\" takes them for quotes";
    }

    /**
     * A dialect.
     *
     * @param dialect the dialect
     * @param assumed a note for the user; null where nothing was assumed
     */
    record Detected(Dialect dialect, @Nullable String assumed) {}

    private Scan scan(Dialect dialect) throws IOException {
        Scan scan = new Scan();
        try (CsvRowReader.Records records = table.open(dialect)) {
            for (CsvRecord record = records.next(); record != null; record = records.next()) {
                scan.add(record, dialect);
            }
        }
        return scan;
    }

    private static boolean isQuoted(String field) {
        return field.startsWith("\"");
    }

    /** Holds what a pass over the file found. */
    private final class Scan {

        private final BitSet quotedColumns = new BitSet();
        private final BitSet plainColumns = new BitSet();
        private final Set<String> labels = new HashSet<>();
        private final Set<String> swallowedLabels = new HashSet<>();
        private int width = -1;
        private long faultLine;
        private long raggedLine;
        private long quotedLine;
        private long swallowedLine;
        private boolean needed;
        private boolean backslashQuote;
        private boolean headerQuoted;
        private boolean quotes;
        private boolean multiline;

        void add(CsvRecord record, Dialect dialect) throws IOException {
            boolean header = width < 0;
            if (header) {
                width = record.fields().size();
                headerQuoted = table.header() && record.fields().stream().anyMatch(DialectDetector::isQuoted);
            }
            if (record.fault() != null && faultLine == 0) {
                faultLine = record.fault().line();
            }
            if (record.fields().size() != width && raggedLine == 0) {
                raggedLine = record.line();
            }
            backslashQuote |= record.evidence().backslashQuote();
            if (!record.quoted().isEmpty() && quotedLine == 0) {
                quotedLine = record.line();
            }
            needed |= record.evidence().needed();
            quotes |= !record.quoted().isEmpty() || record.fields().stream().anyMatch(field -> field.indexOf('"') >= 0);
            multiline |= !record.evidence().raw().isEmpty();
            if (header && table.header()) {
                return;
            }
            for (int column = 0; column < record.fields().size(); column++) {
                if (isQuoted(record.fields().get(column))) {
                    quotedColumns.set(column);
                } else if (!record.fields().get(column).isEmpty()) {
                    plainColumns.set(column);
                }
            }
            if (record.evidence().raw().isEmpty()) {
                if (label < record.fields().size()) {
                    add(labels, record.fields().get(label));
                }
            } else {
                addLines(record, dialect);
            }
        }

        private static void add(Set<String> kept, String field) {
            String name = field.strip();
            if (kept.size() < LabelNames.MOST) {
                kept.add(name.length() > LabelNames.LONGEST ? name.substring(0, LabelNames.LONGEST) : name);
            }
        }

        /** Looks at whether the lines of a record would be rows without quotes. */
        private void addLines(CsvRecord record, Dialect dialect) throws IOException {
            CsvParser lines = new CsvParser(new StringReader(record.evidence().raw()), dialect.unquoted(), 1);
            List<String> found = new ArrayList<>();
            for (CsvRecord one = lines.next(); one != null; one = lines.next()) {
                // The label's place is that of another dialect, whose rows may be wider.
                if (one.fields().size() != width || label >= width) {
                    return;
                }
                found.add(one.fields().get(label));
            }
            if (found.size() > 1) {
                found.forEach(one -> add(swallowedLabels, one));
                swallowedLine = swallowedLine == 0 ? record.line() : swallowedLine;
            }
        }

        /** Returns whether every row has as many fields as the first one, and nothing is wrong with any. */
        boolean sound() {
            return faultLine == 0 && raggedLine == 0;
        }

        /** Returns whether quoted fields take in rows with the labels of other rows. */
        boolean swallows() {
            return swallowedLine > 0 && labels.containsAll(swallowedLabels);
        }

        /** Returns whether some fields of a column begin with a quote, and some not; read without quotes. */
        boolean someQuoted() {
            return !headerQuoted && quotedColumns.intersects(plainColumns);
        }
    }
}
