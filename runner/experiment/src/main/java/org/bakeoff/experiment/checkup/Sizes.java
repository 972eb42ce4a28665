package org.bakeoff.experiment.checkup;

import java.util.Locale;

/** Formats numbers of bytes. */
final class Sizes {

    private Sizes() {}

    static String of(long bytes) {
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%d MB", bytes / 1_000_000)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
