package org.bakeoff.dataset.text;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.bakeoff.dataset.text.TextConfig.Format;
import org.jspecify.annotations.Nullable;

/**
 * Reads labelled texts in whatever format they are.
 *
 * @param columns which columns hold what
 * @param given the format, or null to tell it by the name
 */
record TextFiles(Columns columns, @Nullable Format given) {

    List<Row> rows(Source source) throws IOException {
        boolean folder = Files.isDirectory(source.path());
        Format format = given != null ? given : folder ? Format.FOLDERS : guess(source);
        if (folder && format != Format.FOLDERS) {
            throw source.fault("this is a folder, and the format \""
                    + format.name().toLowerCase(Locale.ROOT) + "\" is one of files");
        }
        return switch (format) {
            case CSV -> new CsvFile(source, columns).rows(false);
            case TSV -> new CsvFile(source, columns).rows(true);
            case JSONL -> new JsonLinesFile(source, columns).rows();
            case FOLDERS -> folders(source, folder);
        };
    }

    private List<Row> folders(Source source, boolean folder) throws IOException {
        if (!folder) {
            throw source.fault("this is a file, and the format \"folders\" is one of a folder");
        }
        if (columns.id() != null || columns.group() != null) {
            throw source.fault("texts in folders have neither \"id\" nor \"group\" columns; leave these keys out");
        }
        return new ClassFolders(source).rows();
    }

    private static Format guess(Source source) throws BadData {
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
