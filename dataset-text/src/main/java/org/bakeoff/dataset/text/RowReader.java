package org.bakeoff.dataset.text;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.bakeoff.dataset.text.TextConfig.Format;
import org.jspecify.annotations.Nullable;

/** Reads labelled texts in any of the formats. */
record RowReader(Reading reading) {

    /** Reads the rows of some files, one file after the other. */
    List<Row> rows(List<TextSource> sources) throws IOException {
        RowCollector rows = new RowCollector(reading);
        for (TextSource source : sources) {
            rows.start(source);
            read(source, rows);
            rows.end();
        }
        return rows.all();
    }

    private void read(TextSource source, RowCollector rows) throws IOException {
        boolean folder = Files.isDirectory(source.path());
        Format given = reading.config().format();
        if (folder && given != null && given != Format.FOLDERS) {
            throw source.fault("this is a folder, and the format \""
                    + given.name().toLowerCase(Locale.ROOT) + "\" is one of files");
        }
        if (folder) {
            readFolders(source, rows);
            return;
        }
        if (given == Format.FOLDERS) {
            throw source.fault("this is a file, and the format \"folders\" is one of a folder");
        }
        ForeignFormat.of(source).check(source);
        Format format = given == null ? guess(source) : given;
        Charset charset = charset(source);
        if (format == Format.JSONL) {
            new JsonRowReader(source, charset, reading.columns(), rows).read();
        } else {
            new CsvRowReader(source, charset, reading).read(format == Format.TSV, rows);
        }
    }

    private Charset charset(TextSource source) throws IOException {
        if (reading.config().charset().isPresent()) {
            return reading.config().charset().get();
        }
        Encoding encoding = Encoding.of(source);
        if (!encoding.reason().isEmpty()) {
            reading.noteEncoding(source, encoding.charset(), encoding.reason());
        }
        return encoding.charset();
    }

    private void readFolders(TextSource source, RowCollector rows) throws IOException {
        if (reading.columns().id() != null || reading.columns().group() != null) {
            throw source.fault("texts in folders have neither \"id\" nor \"group\" columns; leave these keys out");
        }
        rows.addAll(new ClassFolderReader(source, reading).rows());
    }

    private static Format guess(TextSource source) throws IOException {
        String name = CompressedFile.contentName(source);
        @Nullable Format format = ofName(name);
        if (format == null) {
            throw source.fault(
                    "the name doesn't end in .csv, .tsv or .jsonl, so it doesn't say how the texts are written;"
                            + " give \"format\"" + likely(source));
        }
        return format;
    }

    /** Returns the format that a file's name says; null if it says none. */
    static @Nullable Format ofName(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> Format.CSV;
            case "tsv", "tab" -> Format.TSV;
            case "jsonl", "ndjson", "json" -> Format.JSONL;
            default -> null;
        };
    }

    /** Returns the format that a file seems to have, for advice; empty if none does. */
    private static String likely(TextSource source) throws IOException {
        String start = ForeignFormat.start(source).strip();
        String line = start.split("[\r\n]", 2)[0];
        String format = start.startsWith("{") || start.startsWith("[{")
                ? "jsonl"
                : line.contains("\t") ? "tsv" : line.contains(",") || line.contains(";") ? "csv" : "";
        return format.isEmpty() ? "" : ", \"" + format + "\" as it seems";
    }
}
