package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.RegularFiles;

/** Finds what keeps a new run out of a folder. */
final class Occupant {

    /** Files whose end shows that a run wrote them. */
    private static final List<String> RECOGNIZED = List.of(RunDirectory.RUN, RunDirectory.DATA, RunFiles.COMPARISON);

    private Occupant() {}

    /** Returns the run directory that a path lies within; empty if it lies in none. */
    static Optional<Path> around(Path path) {
        return Stream.iterate(path.getParent(), Objects::nonNull, Path::getParent)
                .filter(above -> isOfARun(above.resolve(RunDirectory.RUN)))
                .findFirst();
    }

    /** Returns {@link #of what keeps a run out} of a folder that no run has written to; empty of one that is a run directory. */
    static Optional<String> ofOthers(RunDirectory directory) {
        return of(directory, RunDirectory.names())
                .filter(name -> RECOGNIZED.stream()
                        .noneMatch(file -> isOfARun(directory.path().resolve(file))));
    }

    private static boolean isOfARun(Path file) {
        try {
            return ChecksummedJson.hasChecksum(file);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Returns the name of a file or folder that keeps a new run out of a folder; empty if nothing does. Hidden files and empty ones don't, such as the
     * one that a run's output goes to, nor what a run left that was killed before it began.
     *
     * @param own names that the run would use: no file may have them, which is looked for first
     */
    static Optional<String> of(RunDirectory directory, List<String> own) {
        if (!Files.isDirectory(directory.path())) {
            return Optional.empty();
        }
        List<Path> inside = BakeoffException.reporting(() -> RegularFiles.list(directory.path()));
        return Stream.concat(
                        inside.stream().filter(file -> own.contains(name(file))),
                        inside.stream().filter(file -> !directory.holds(file) && !isHarmless(file)))
                .findFirst()
                .map(Occupant::name);
    }

    private static boolean isHarmless(Path file) {
        return AtomicFile.isTemporary(file)
                || name(file).startsWith(".")
                || (RegularFiles.isFile(file) && file.toFile().length() == 0);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
