package org.bakeoff.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Keeps all values of a short series, and evenly spaced ones of a long one, the first and the last among them. */
final class Thinning<T> {

    private final int most;
    private List<T> kept = new ArrayList<>();
    private long step = 1;
    private long added;
    private @Nullable T last;

    /**
     * Starts a series.
     *
     * @param most how many values a short one has at most; of a long one at least half as many are kept
     */
    Thinning(int most) {
        this.most = most;
    }

    void add(T value) {
        if (added % step == 0) {
            kept.add(value);
        }
        if (kept.size() > most) {
            List<T> all = kept;
            kept = new ArrayList<>(IntStream.range(0, all.size())
                    .filter(index -> index % 2 == 0)
                    .mapToObj(all::get)
                    .toList());
            step *= 2;
        }
        added++;
        last = value;
    }

    List<T> kept() {
        List<T> all = new ArrayList<>(kept);
        if (last != null && (added - 1) % step != 0) {
            all.add(last);
        }
        return List.copyOf(all);
    }
}
