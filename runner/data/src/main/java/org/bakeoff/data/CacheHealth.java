package org.bakeoff.data;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.PrivateFolder;
import org.bakeoff.io.RegularFiles;

/**
 * The contents of the cache, and what is wrong with them.
 *
 * @param encoded the number of encoded datasets
 * @param unseen how many of them were not checked, for lack of time
 * @param downloads the number of complete downloads
 * @param damaged encoded datasets that can't be used
 * @param leftovers incomplete downloads, and files whose writer was killed
 * @param open folders that other users of this machine may read
 */
public record CacheHealth(
        int encoded, int unseen, int downloads, List<Damage> damaged, List<Path> leftovers, List<Path> open) {

    /**
     * A file that can't be used.
     *
     * @param reason without the path and without a full stop
     */
    public record Damage(Path file, String reason) {}

    /** Copies the lists. */
    public CacheHealth {
        damaged = List.copyOf(damaged);
        leftovers = List.copyOf(leftovers);
        open = List.copyOf(open);
    }

    /**
     * Checks a cache; creates it if it is missing.
     *
     * @param limit after this time no more encoded datasets are checked
     * @throws IOException if it can't be written to or listed; the message is for the user
     */
    public static CacheHealth of(CacheFolder cache, Duration limit) throws IOException {
        List<Path> kept = files(cache.folder(DataLoader.FOLDER));
        List<Path> fetched = files(cache.folder(Downloads.FOLDER));
        List<Path> encoded = ending(kept, ".bin");
        List<Path> leftovers = Stream.of(
                        kept.stream().filter(AtomicFile::isTemporary),
                        ending(fetched, ".part").stream(),
                        fetched.stream().filter(AtomicFile::isTemporary))
                .flatMap(files -> files)
                .toList();
        List<Damage> damaged = new ArrayList<>();
        long end = System.nanoTime() + limit.toNanos();
        int seen = 0;
        for (Path file : encoded) {
            if (System.nanoTime() > end) {
                break;
            }
            seen++;
            damage(file, damaged);
        }
        int downloads = (int) fetched.stream()
                .filter(file -> !file.toString().matches(".*\\.(lock|part|validator|tmp)"))
                .count();
        return new CacheHealth(
                encoded.size(), encoded.size() - seen, downloads, damaged, leftovers, open(cache.root()));
    }

    private static List<Path> files(Path folder) throws IOException {
        return RegularFiles.list(folder).stream().filter(RegularFiles::isFile).toList();
    }

    private static List<Path> ending(List<Path> files, String end) {
        return files.stream().filter(file -> file.toString().endsWith(end)).toList();
    }

    private static void damage(Path file, List<Damage> damaged) {
        try {
            EncodedFile.check(file);
        } catch (EncodedFile.Unusable e) {
            damaged.add(new Damage(file, e.reason()));
        } catch (IOException e) {
            damaged.add(new Damage(file, FileErrors.reason(e)));
        }
    }

    /** Lists the folders that others may read; a folder that is closed protects all that is in it. */
    private static List<Path> open(Path root) throws IOException {
        if (!PrivateFolder.isOpen(root)) {
            return List.of();
        }
        List<Path> open = new ArrayList<>();
        for (Path folder : RegularFiles.list(root)) {
            if (RegularFiles.isFolder(folder) && PrivateFolder.isOpen(folder)) {
                open.add(folder);
            }
        }
        return open;
    }
}
