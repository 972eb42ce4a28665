package org.bakeoff.report;

import java.util.List;

/**
 * A chart of the report.
 *
 * @param id unique in the page
 * @param title its heading
 * @param alt what it shows, in words, for screen readers
 * @param note how to read it; may be empty
 * @param json its Vega-Lite specification, safe inside a script element
 * @param keys its legend; empty where the axes name everything
 * @param data its numbers as a table
 */
public record Chart(String id, String title, String alt, String note, String json, List<Key> keys, TextTable data) {

    /** Copies the list. */
    public Chart {
        keys = List.copyOf(keys);
    }

    /**
     * An entry of a legend.
     *
     * @param css the classes of its mark
     * @param label what it stands for
     */
    public record Key(String css, String label) {}
}
