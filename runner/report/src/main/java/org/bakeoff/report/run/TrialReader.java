package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads how far trials are, each again only if its files have changed since, and of its history what is new: those of all are large. Thread-safe. */
public final class TrialReader {

    private static final List<String> FILES = List.of("trial.json", "result.json", "history.jsonl", "retried.json");

    private final Map<Path, Known> known = new HashMap<>();

    private record Known(String stamp, FollowedHistory history, TrialProgress trial) {}

    /** Reads a trial's folder, see {@link TrialProgress#read}. */
    synchronized TrialProgress read(Path folder, int most) {
        String stamp = stamp(folder);
        Known before = known.get(folder);
        if (before != null && before.history().most() != most) {
            before = null;
        }
        if (before != null && before.stamp().equals(stamp)) {
            return before.trial();
        }
        FollowedHistory history = before == null ? new FollowedHistory(most) : before.history();
        TrialProgress trial = TrialProgress.read(folder, history);
        known.put(folder, new Known(stamp, history, trial));
        return trial;
    }

    /** Returns a text that differs as soon as a file of a trial has changed. */
    static String stamp(Path folder) {
        return FILES.stream().map(name -> stampOf(folder.resolve(name))).collect(Collectors.joining(" "));
    }

    /** Returns how many bytes the files of a trial have. */
    static long bytes(Path folder) {
        return FILES.stream()
                .mapToLong(name -> folder.resolve(name).toFile().length())
                .sum();
    }

    private static String stampOf(Path file) {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return found.size() + "/" + found.lastModifiedTime().toMillis();
        } catch (IOException e) {
            return "-";
        }
    }
}
