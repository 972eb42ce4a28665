package org.bakeoff.dataset.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Formats that this dataset doesn't read, recognized by the first bytes of a file, and how to get texts out of each. */
enum ForeignFormat {
    PARQUET("a Parquet file", starts("PAR1"), sql("", "'FILE'")),
    ORC(
            "an ORC file",
            starts("ORC"),
            "Write it as CSV or JSON Lines, as by pandas.read_orc(\"FILE\").to_csv(\"texts.csv\", index=False)"),
    AVRO("an Avro file", starts("Obj\u0001"), "Write it as JSON Lines, as by avro-tools tojson $FILE"),
    ARROW(
            "an Arrow or Feather file",
            starts("ARROW1", "FEA1", "\u00FF\u00FF\u00FF\u00FF"),
            "Write it as JSON Lines: datasets.Dataset.from_file(\"FILE\").to_json(\"texts.jsonl\"), or"
                    + " pandas.read_feather(\"FILE\").to_csv(\"texts.csv\", index=False)"),
    SPREADSHEET(
            "a spreadsheet of Excel or LibreOffice",
            starts("\u00D0\u00CF\u0011\u00E0"),
            "Save its sheet there as CSV UTF-8 (comma delimited)"),
    DOCUMENT("a document, not a table of texts", starts("%PDF", "{\\rtf"), "Save its texts and labels as CSV"),
    ARFF(
            "an ARFF file of Weka",
            matches("(?is)(?:[ \t\r]*+(?:%[^\n]*+)?\n)*+[ \t]*@relation\\s.*"),
            "Save it as CSV: java -cp weka.jar weka.core.converters.CSVSaver -i $FILE -o texts.csv"),
    FASTTEXT(
            "a fastText file, whose lines begin with __label__",
            matches("(?s)\\s*__label__\\S+[ \t].*"),
            "Make it a TSV file, sed -E 's/^__label__([^ ]+) /\\1\\t/' $FILE > texts.tsv, and give \"header\": false,"
                    + " \"columns\": [\"label\", \"text\"], \"quote\": \"none\""),
    LIBSVM(
            "a libsvm file, which holds numbers of words, not texts",
            matches("(?s)[+-]?[0-9.]++(?:[ \t]++[0-9]++:[-+0-9.eE]++)++[ \t\r]*+(?:#[^\n]*+)?+\n.*"),
            "Name the file of texts that it was made from"),
    SQLITE(
            "an SQLite database",
            starts("SQLite format 3\0"),
            sql("\"url\": \"jdbc:sqlite:FILE\", \"driver\": \"sqlite-jdbc.jar\", ", "reviews")),
    DUCKDB("a DuckDB database", matches("(?s).{8}DUCK.*"), sql("\"url\": \"jdbc:duckdb:FILE\", ", "reviews")),
    PICKLE(
            "an object pickled by Python",
            matches("(?s)\u0080[\u0002-\u0005][^\n].*"),
            "Write it as CSV there: pandas.read_pickle(\"FILE\").to_csv(\"texts.csv\", index=False)"),
    NUMPY("an array of NumPy", starts("\u0093NUMPY"), "Write its texts and labels as CSV there"),
    HDF5(
            "an HDF5 file",
            starts("\u0089HDF"),
            "Write it as CSV: pandas.read_hdf(\"FILE\").to_csv(\"texts.csv\", index=False)"),
    STATISTICS("a file of SPSS, Stata or SAS", starts("$FL2", "<stata_dta>"), "Save it as CSV there"),
    XML(
            "an XML file",
            matches("(?is)(\u00EF\u00BB\u00BF)?\\s*<\\?xml.*"),
            "Write its texts and labels as CSV or JSON Lines"),
    HTML(
            "a web page",
            matches("(?is)(\u00EF\u00BB\u00BF)?\\s*(<!--.*?-->\\s*)?<(!doctype html|html|head|body)\\b.*"),
            "It may be a page with an error or a sign-in in place of the file; download the file itself"),
    LFS_POINTER(
            "a pointer of Git LFS, not the file itself",
            starts("version https://git-lfs.github.com/spec/"),
            "Get the file: git lfs pull"),
    TAR("a tar archive", matches("(?s).{257}ustar.*"), "Unpack it, tar -xf $FILE, and name the file or folder in it"),
    BZIP2(
            "compressed by bzip2",
            matches("(?s)BZh[1-9]1AY&SY.*"),
            "Uncompress it, bunzip2 $FILE, or compress it by gzip or zstd"),
    XZ("compressed by xz", starts("\u00FD7zXZ"), "Uncompress it, unxz $FILE, or compress it by gzip or zstd"),
    LZ4("compressed by lz4", starts("\u0004\"M\u0018"), "Uncompress it, unlz4 $FILE, or compress it by gzip or zstd"),
    ARCHIVE("an archive of 7-Zip or RAR", starts("7z\u00BC\u00AF", "Rar!\u001A"), "Unpack it, and name the file in it"),
    IMAGE("an image", starts("\u0089PNG", "\u00FF\u00D8\u00FF", "GIF8"), "Name a file of texts"),
    NONE("", matches("(?!)"), "");

    private static final int START = 4096;

    /** Where a remedy has the file's name: as a word of a shell, as a text in quotes, or as it is. */
    private static final Pattern NAME = Pattern.compile("\\$FILE|\"FILE\"|FILE");

    private final String what;
    private final Pattern start;
    private final String remedy;

    ForeignFormat(String what, Pattern start, String remedy) {
        this.what = what;
        this.start = start;
        this.remedy = remedy;
    }

    private static Pattern starts(String... starts) {
        return matches(Arrays.stream(starts).map(Pattern::quote).collect(Collectors.joining("|", "(?s)(", ").*")));
    }

    private static Pattern matches(String pattern) {
        return Pattern.compile(pattern);
    }

    private static String sql(String keys, String table) {
        return "Read it by the dataset plugin \"sql\": {\"plugin\": \"sql\", \"config\": {" + keys
                + "\"query\": \"SELECT text, label FROM " + table + "\"}}";
    }

    /** Recognizes the format of an archive by the names of its files. */
    static ForeignFormat ofZip(List<String> names) {
        if (names.stream().anyMatch(name -> name.startsWith("word/"))) {
            return DOCUMENT;
        }
        return names.contains("[Content_Types].xml") || names.contains("mimetype") ? SPREADSHEET : NONE;
    }

    /** Recognizes the format of what a file holds. */
    static ForeignFormat of(TextSource source) throws IOException {
        String start = start(source);
        return Arrays.stream(values())
                .filter(format -> format.start.matcher(start).matches())
                .findFirst()
                .orElse(NONE);
    }

    /** Returns the first bytes of what a file holds, as characters of their values. */
    static String start(TextSource source) throws IOException {
        try (InputStream in = CompressedFile.open(source)) {
            return new String(in.readNBytes(START), StandardCharsets.ISO_8859_1);
        }
    }

    /** Refuses a file with some content if that is of this format. */
    void check(TextSource source, byte[] content) throws InvalidDataException {
        if (start.matcher(new String(content, 0, Math.min(START, content.length), StandardCharsets.ISO_8859_1))
                .matches()) {
            check(source);
        }
    }

    /** Refuses a file of any of these formats. */
    void check(TextSource source) throws InvalidDataException {
        if (this != NONE) {
            String name = source.name();
            throw source.fault("this is " + what + ". "
                    + NAME.matcher(remedy)
                            .replaceAll(place -> Matcher.quoteReplacement(
                                    switch (place.group()) {
                                        case "$FILE" -> TextSource.shell(name);
                                        case "\"FILE\"" -> TextSource.json(name);
                                        default -> TextSource.printable(name);
                                    })));
        }
    }
}
