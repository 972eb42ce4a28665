package org.bakeoff.dataset.text;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Says how files are read, and what was assumed in reading them so far. */
final class Reading {

    /** So many notes of one dataset are kept. */
    private static final int MOST = 20;

    private final TextConfig config;
    private final Columns columns;
    private final LabelNames labels;
    private final Set<String> notes = new LinkedHashSet<>();

    Reading(TextConfig config) {
        this.config = config;
        this.columns = Columns.of(config);
        this.labels = new LabelNames(config.labels());
    }

    TextConfig config() {
        return config;
    }

    Columns columns() {
        return columns;
    }

    LabelNames labels() {
        return labels;
    }

    /** Adds what was assumed of a source: a clause without a full stop. */
    void note(TextSource source, String assumed) {
        notes.add(TextSource.printable(source.file()) + ": " + assumed);
    }

    /** Notes the encoding that was found out for a source. */
    void noteEncoding(TextSource source, Charset charset, String why) {
        note(source, "read as " + charset.name() + ", " + why + "; \"encoding\" names another one");
    }

    /** Returns what was assumed. */
    List<String> notes() {
        List<String> all = new ArrayList<>(labels.notes());
        notes.stream().limit(MOST).forEach(all::add);
        if (notes.size() > MOST) {
            all.add((notes.size() - MOST) + " more files were read with assumptions like these");
        }
        return all;
    }
}
