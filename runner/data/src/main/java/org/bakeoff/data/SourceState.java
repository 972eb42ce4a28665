package org.bakeoff.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.List;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.Sha256;

/**
 * Holds what the file system says of a source, or another file, while it is read: the name, size, time of change and identity of each file. It changes
 * with any write, even where the content comes back.
 *
 * @param place the file, or the folder of the files
 * @param now tells the state
 * @param before the state when the source was opened
 */
public record SourceState(Path place, IoWork<String> now, String before) {

    /** Takes the state of a file or a folder. */
    public static SourceState of(Path path) {
        return of(path, () -> List.of(path));
    }

    /** Takes the state of files, which may be others later. */
    static SourceState of(Path place, IoWork<List<Path>> files) {
        IoWork<String> now = () -> state(files.run());
        return new SourceState(place, now, orNone(now));
    }

    /** Returns whether the state is another one now, or the source is gone. */
    public boolean changed() {
        return !orNone(now).equals(before);
    }

    private static String orNone(IoWork<String> state) {
        try {
            return state.run();
        } catch (IOException e) {
            // It is gone, or can't be read, which whoever reads it reports.
            return "";
        }
    }

    private static String state(List<Path> paths) throws IOException {
        MessageDigest digest = Sha256.digest();
        for (Path path : paths) {
            Files.walkFileTree(path.toRealPath(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
                    String line = String.join(
                            "\0",
                            file.toString(),
                            Long.toString(found.size()),
                            found.lastModifiedTime().toString(),
                            String.valueOf(found.fileKey()));
                    digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return Sha256.of(digest);
    }
}
