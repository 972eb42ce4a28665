package org.bakeoff.dataset.text;

import org.jspecify.annotations.Nullable;

/**
 * A labelled text as it was read.
 *
 * @param source where it comes from
 * @param line where it begins there, from 1; 0 for a file in a folder
 * @param id its name
 * @param text the text, unchanged
 * @param label the name of its class
 * @param group what it hangs together with; null: nothing
 */
record Row(
        Source source,
        long line,
        String id,
        String text,
        String label,
        @Nullable String group) {

    BadData fault(String what) {
        return line == 0 ? source.fault(Source.quoted(id) + " " + what) : source.fault(line, what);
    }

    /** The group that it counts for, if only itself. */
    String groupOrId() {
        return group == null ? id : group;
    }
}
