package org.bakeoff.experiment.checkup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.CacheHealth;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.FileRefusedException;
import org.bakeoff.io.ShellWord;
import org.bakeoff.training.engine.NativeLibraries;

/** Checks whether the cache is writable and private, and finds damaged and useless files in it. */
final class CacheCheck {

    private static final String NAME = "cache";

    /** Bytes that a download, its encoded form and their temporary copies need, with a reserve. */
    private static final long SPACE = 1_000_000_000;

    /** Time limit for checksums; a large cache on a slow disk is only checked in part. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Of more files only so many are named. */
    private static final int MOST_NAMED = 3;

    private CacheCheck() {}

    static void run(CacheFolder cache, Consumer<CheckResult> listener) {
        CacheHealth health;
        List<Path> leftovers;
        long free;
        try {
            health = CacheHealth.of(cache, LIMIT);
            leftovers = new ArrayList<>(health.leftovers());
            leftovers.addAll(NativeLibraries.unfinished(cache));
            free = Files.getFileStore(cache.root()).getUsableSpace();
        } catch (FileRefusedException e) {
            listener.accept(CheckResult.wrong(NAME, e.problem(), e.remedy()));
            return;
        } catch (IOException e) {
            listener.accept(CheckResult.wrong(NAME, FileErrors.reason(e), ""));
            return;
        }
        listener.accept(folder(cache, health, free));
        if (!health.damaged().isEmpty()) {
            listener.accept(CheckResult.wrong(
                    NAME,
                    "in " + cache.root() + ", "
                            + first(health.damaged(), damage -> within(cache, damage.file()) + ": " + damage.reason()),
                    "Delete " + (health.damaged().size() == 1 ? "it; it is" : "them; they are")
                            + " made again from the data. If that happens often, test the disk and the memory."));
        }
        if (!leftovers.isEmpty()) {
            listener.accept(CheckResult.attention(
                    NAME,
                    "left by interrupted runs in " + cache.root() + ": "
                            + first(leftovers, file -> within(cache, file)),
                    "A .part is the beginning of a download, which the same run resumes. Delete these files if no run is"
                            + " in progress and you don't need them."));
        }
        if (!health.open().isEmpty()) {
            listener.accept(CheckResult.attention(
                    NAME,
                    "others of this machine may look into " + first(health.open(), Path::toString),
                    "If they shouldn't: chmod go-rwx "
                            + ShellWord.of(cache.root().toString())));
        }
    }

    /** Names a file as it is seen from the cache's folder, whose own name may be long. */
    private static String within(CacheFolder cache, Path file) {
        return cache.root().relativize(file).toString();
    }

    /** Lists the first of what was found, and how much more there is. */
    private static <T> String first(List<T> found, Function<T, String> text) {
        int more = found.size() - MOST_NAMED;
        return found.stream().limit(MOST_NAMED).map(text).collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + more + " more like these" : "");
    }

    private static CheckResult folder(CacheFolder cache, CacheHealth health, long free) {
        String found = cache.root() + ", with " + health.encoded()
                + (health.encoded() == 1 ? " encoded dataset" : " encoded datasets")
                + (health.unseen() > 0 ? " (" + health.unseen() + " of them not checked for lack of time)" : "")
                + ", " + health.downloads() + (health.downloads() == 1 ? " download and " : " downloads and ")
                + Checkup.size(free) + " of free disk";
        return free < SPACE
                ? CheckResult.attention(
                        NAME,
                        found + ", which is little",
                        "Make room there, or set " + CacheFolder.VARIABLE
                                + " to a folder on another disk. All of the cache may be deleted when no run is under"
                                + " way.")
                : CheckResult.well(NAME, found);
    }
}
