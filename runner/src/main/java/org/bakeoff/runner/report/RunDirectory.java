package org.bakeoff.runner.report;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bakeoff.runner.compare.ComparisonResult;
import org.bakeoff.runner.files.FileFault;
import org.bakeoff.runner.files.WholeFile;
import org.bakeoff.runner.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * The folder that an experiment leaves its results in.
 *
 * @param path the folder, absolute
 */
public record RunDirectory(Path path) {

    /** An earlier run has left its results in the folder. */
    public static final class Taken extends RuntimeException {

        private static final long serialVersionUID = 1;

        Taken(Path path) {
            super(path + " holds an earlier run; move or delete it, or choose another folder with --out");
        }
    }

    /** Makes the path absolute. */
    public RunDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * Makes the folder, ready to write to.
     *
     * @return the folders that were not there before, this one first, its parents after it
     * @throws Taken if an earlier run's results are in it
     * @throws IOException if it can't be made or written to
     */
    public List<Path> make() throws IOException {
        if (Files.exists(path.resolve("comparison.json")) || Files.exists(trials())) {
            throw new Taken(path);
        }
        List<Path> missing = Stream.iterate(path, Objects::nonNull, Path::getParent)
                .takeWhile(Files::notExists)
                .toList();
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "writable", ".tmp"));
        } catch (FileAlreadyExistsException e) {
            throw new IOException("Can't make the folder " + path + ": a file of that name is in the way.", e);
        } catch (IOException e) {
            throw new IOException(
                    "Can't write to the folder " + path + ": " + FileFault.reason(e)
                            + ". Choose another one with --out.",
                    e);
        }
        return missing;
    }

    /** Removes what {@link #make} made, unless there is something in it. */
    public static void remove(List<Path> made) throws IOException {
        try {
            for (Path folder : made) {
                Files.delete(folder);
            }
        } catch (DirectoryNotEmptyException e) {
            // Somebody else uses it.
        }
    }

    /**
     * The result that the run left.
     *
     * @throws IOException if there is none, or it can't be read; the message is for the user
     */
    public ComparisonResult result() throws IOException {
        return RunFiles.read(this).result();
    }

    /**
     * What the run's models take and give.
     *
     * @throws IOException if the folder is no run directory or its data.json isn't what it should be; the message is for
     *     the user
     */
    public DataFile data() throws IOException {
        return RunFiles.data(this);
    }

    /**
     * The run's spec.json.
     *
     * @throws IOException if it can't be read; the message is for the user
     */
    public JsonNode spec() throws IOException {
        return RunFiles.spec(this);
    }

    /** Writes data.json. */
    public void write(DataFile data) throws IOException {
        write(DataFile.NAME, Json.COMPACT.valueToTree(data));
    }

    /** The folder of the trials' folders. */
    public Path trials() {
        return path.resolve("trials");
    }

    /** Writes one of the folder's JSON files. */
    public void write(String name, JsonNode json) throws IOException {
        WholeFile.write(path.resolve(name), Json.PRETTY.writeValueAsString(json) + "\n");
    }
}
