package org.bakeoff.dataset.text;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.bakeoff.dataset.text.TextConfig.Format;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled texts in any of the formats.
 *
 * @param columns the columns to read
 * @param given the format, or null to derive it from the name
 */
record RowReader(
        Columns columns, LabelNames labels, @Nullable Format given) {

    List<Row> rows(TextSource source) throws IOException {
        boolean folder = Files.isDirectory(source.path());
        Format format = given != null ? given : folder ? Format.FOLDERS : guess(source);
        if (folder && format != Format.FOLDERS) {
            throw source.fault("this is a folder, and the format \""
                    + format.name().toLowerCase(Locale.ROOT) + "\" is one of files");
        }
        return switch (format) {
            case CSV -> new CsvRowReader(source, columns, labels).rows(false);
            case TSV -> new CsvRowReader(source, columns, labels).rows(true);
            case JSONL -> new JsonLinesReader(source, columns, labels).rows();
            case FOLDERS -> folders(source, folder);
        };
    }

    private List<Row> folders(TextSource source, boolean folder) throws IOException {
        if (!folder) {
            throw source.fault("this is a file, and the format \"folders\" is one of a folder");
        }
        if (columns.id() != null || columns.group() != null) {
            throw source.fault("texts in folders have neither \"id\" nor \"group\" columns; leave these keys out");
        }
        return new ClassFolderReader(source, labels).rows();
    }

    private static Format guess(TextSource source) throws InvalidDataException {
        String name = source.file().toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "csv" -> Format.CSV;
            case "tsv", "tab" -> Format.TSV;
            case "jsonl", "ndjson", "json" -> Format.JSONL;
            default ->
                throw source.fault(
                        "the name doesn't end in .csv, .tsv or .jsonl, so it doesn't say how the texts are written;"
                                + " give \"format\"");
        };
    }
}
