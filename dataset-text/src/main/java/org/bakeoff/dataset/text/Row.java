package org.bakeoff.dataset.text;

import org.bakeoff.toolkit.text.LabelledText;
import org.jspecify.annotations.Nullable;

/**
 * A labelled text, as it was read.
 *
 * @param source the file or folder
 * @param line the line where it begins, from 1; 0 for a file in a folder
 * @param id its name
 * @param text the text, unchanged
 * @param label the name of its class
 * @param group its group; null if it has none
 */
record Row(
        TextSource source,
        long line,
        String id,
        String text,
        String label,
        @Nullable String group) implements LabelledText {

    @Override
    public InvalidDataException fault(String what) {
        return line == 0 ? source.fault(TextSource.quoted(id) + " " + what) : source.fault(line, what);
    }

    @Override
    public InvalidDataException sourceFault(String what) {
        return source.fault(what);
    }
}
