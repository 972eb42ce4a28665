package org.bakeoff.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what a file is that is no text in UTF-8, by its first bytes. No text begins with these. */
public enum FileSignature {
    /** Text in UTF-32 with a byte order mark, little-endian. */
    UTF_32_LE("text in UTF-32", convert("UTF-32"), 0xff, 0xfe, 0, 0),
    /** Text in UTF-32 with a byte order mark, big-endian. */
    UTF_32_BE("text in UTF-32", convert("UTF-32"), 0, 0, 0xfe, 0xff),
    /** Text in UTF-16 with a byte order mark, little-endian. */
    UTF_16_LE("text in UTF-16", convert("UTF-16"), 0xff, 0xfe),
    /** Text in UTF-16 with a byte order mark, big-endian. */
    UTF_16_BE("text in UTF-16", convert("UTF-16"), 0xfe, 0xff),
    /** Compressed by gzip. */
    GZIP("compressed by gzip", uncompress("gunzip -c"), 0x1f, 0x8b),
    /** Compressed by zstd. */
    ZSTD("compressed by zstd", uncompress("zstd -dc"), 0x28, 0xb5, 0x2f, 0xfd),
    /** Compressed by zstd in pieces, as by pzstd. */
    ZSTD_PIECES("compressed by zstd in pieces", uncompress("zstd -dc"), 'P', '*', 'M', 0x18),
    /** Compressed by xz. */
    XZ("compressed by xz", uncompress("xz -dc"), 0xfd, '7', 'z', 'X', 'Z'),
    /** Compressed by bzip2. */
    BZIP2("compressed by bzip2", uncompress("bzip2 -dc"), 'B', 'Z', 'h', '9', '1', 'A', 'Y'),
    /** A zip file, such as a spreadsheet of today. */
    ZIP(
            "a zip file, as spreadsheets of Excel and LibreOffice are, too",
            "Unpack it, or save its sheet as CSV in UTF-8.",
            'P',
            'K',
            3,
            4),
    /** A spreadsheet of earlier versions of Excel. */
    EXCEL("a spreadsheet of Excel", "Save its sheet as CSV in UTF-8.", 0xd0, 0xcf, 0x11, 0xe0),
    /** A Parquet file. */
    PARQUET(
            "a Parquet file",
            "Write it as CSV, as by pandas.read_parquet(FILE).to_csv(...).",
            'P',
            'A',
            'R',
            '1',
            0x15),
    /** An SQLite database. */
    SQLITE(
            "an SQLite database",
            "Write its table as CSV.",
            "SQLite format 3\0".chars().toArray());

    private static final int LONGEST =
            Stream.of(values()).mapToInt(one -> one.bytes.length()).max().orElseThrow();

    private final String what;
    private final String remedy;
    /** A character for each byte. */
    private final String bytes;

    FileSignature(String what, String remedy, int... bytes) {
        this.what = what;
        this.remedy = remedy;
        this.bytes = new String(bytes, 0, bytes.length);
    }

    private static String convert(String encoding) {
        return "Convert it, as by iconv -f " + encoding + " -t UTF-8.";
    }

    private static String uncompress(String command) {
        return "Uncompress it, as by " + command + ".";
    }

    /**
     * Returns what a stream holds, all of which stays to be read. Of text that is none of these no more is waited for than a byte that shows it.
     *
     * @param in supports marks
     */
    public static Optional<FileSignature> of(InputStream in) throws IOException {
        in.mark(LONGEST);
        StringBuilder start = new StringBuilder();
        while (Stream.of(values()).anyMatch(one -> one.isLonger(start))) {
            start.append((char) in.read());
        }
        in.reset();
        // The longest ones come first.
        return Stream.of(values()).filter(one -> start.indexOf(one.bytes) == 0).findFirst();
    }

    private boolean isLonger(CharSequence start) {
        return bytes.length() > start.length() && bytes.startsWith(start.toString());
    }

    /** Returns what it is, in a sentence that begins with "it is". */
    public String what() {
        return what;
    }

    /** Returns how to make text in UTF-8 of it, a sentence. */
    public String remedy() {
        return remedy;
    }
}
