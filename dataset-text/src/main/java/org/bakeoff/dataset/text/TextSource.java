package org.bakeoff.dataset.text;

import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.toolkit.text.LabelledText;

/**
 * A file or folder that the configuration names, and how messages and ids refer to it.
 *
 * @param name the path or URL, as it was given
 * @param path the file or folder on this machine
 * @param file the prefix of ids: the last part of the name, without control characters
 */
record TextSource(String name, Path path, String file) {

    TextSource(String name, Path path) {
        this(name, path, last(name));
    }

    /** Returns the same source, with a longer prefix of ids. */
    TextSource within(String set) {
        return named(set + "/" + file);
    }

    /** Returns the same source with another prefix of ids. */
    TextSource named(String prefix) {
        return new TextSource(name, path, LabelledText.isFormula(prefix) ? "_" + prefix : prefix);
    }

    private static String last(String name) {
        // Neither user info nor a query belongs in an id.
        String plain =
                name.contains("://") ? name.replaceFirst("(?s)[?#;].*", "").replaceFirst("(?s)//[^/]*@", "//") : name;
        String last = plain.replaceFirst("[/\\\\]+$", "").replaceFirst(".*[/\\\\]", "");
        String file = last.isEmpty() ? "data" : printable(last);
        return LabelledText.isFormula(file) ? "_" + file : file;
    }

    InvalidDataException fault(String what) {
        return new InvalidDataException(printable(name) + ": " + what);
    }

    InvalidDataException fault(long line, String what) {
        return new InvalidDataException(printable(name) + ", line " + line + ": " + what);
    }

    /** Returns the beginning of untrusted text, in quotes and without control characters. */
    static String quoted(String text) {
        return LabelledText.quoted(text);
    }

    /** Returns untrusted text as a string of JSON. */
    static String json(String text) {
        return "\"" + printable(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Returns untrusted text as one word of a shell. */
    static String shell(String text) {
        String plain = printable(text);
        return plain.matches("[A-Za-z0-9_./:@%+=,][A-Za-z0-9_./:@%+=,-]*")
                ? plain
                : "'" + plain.replace("'", "'\\''") + "'";
    }

    /** Refuses a link in a folder whose target isn't there, so that nothing is left out silently. */
    void checkTarget(Path link) throws InvalidDataException {
        if (Files.isSymbolicLink(link) && !Files.exists(link)) {
            throw fault(quoted(path.relativize(link).toString())
                    + " is a symbolic link to something that isn't there or can't be seen; put it there (git-annex: git"
                    + " annex get), or delete the link");
        }
    }

    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    }
}
