package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.io.LeaseFile;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.statistics.ComparisonResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder that an experiment leaves its results in.
 *
 * @param path the folder, absolute and without links, so that a link on the way to it may change meanwhile
 */
public record RunDirectory(Path path) {

    private static final String SPEC = "spec.json";
    static final String RUN = "run.json";
    static final String DATA = "data.json";
    /** Lists that data.json needn't have. */
    private static final List<String> OPTIONAL = List.of("encodings", "checksums");

    /** The folder that holds a folder for each trial. */
    public static final String TRIALS = "trials";

    private static final List<String> FILES = List.of(RunFiles.COMPARISON, "report.html", RUN, SPEC, DATA);

    /** How often the results of a run are looked at, at most: far more often than a run adds seeds. */
    private static final int MOST_LOOKS = 10_000;

    private static final String ANOTHER = "Choose another one with --out.";

    /** What keeps other runs out: those of this machine, and those of others. */
    private static final List<String> HOLDING = List.of(RunLock.NAME, LeaseFile.NAME);

    /** Returns the names of all that a run leaves in its folder. */
    public static List<String> names() {
        return Stream.concat(FILES.stream(), Stream.of(TRIALS)).toList();
    }

    /** Makes the path absolute, and follows the links on the way as far as it exists. */
    public RunDirectory {
        path = real(path.toAbsolutePath()).normalize();
    }

    /**
     * Creates the folder where it is missing, and keeps other runs out of it, of this machine and of others that see the folder.
     *
     * @throws RunDirectoryInUseException if another run has it
     * @throws BakeoffException see {@link #check()}
     * @throws IOException if it can't be created or written to
     */
    public HeldRunDirectory hold() throws IOException {
        return hold(ANOTHER);
    }

    private HeldRunDirectory hold(String remedy) throws IOException {
        return HeldRunDirectory.take(this, remedy);
    }

    /**
     * Holds the folder for a run that can't resume an earlier one.
     *
     * @throws RunDirectoryInUseException if another run has it, or see {@link #checkNew}
     */
    public HeldRunDirectory holdNew() throws IOException {
        checkNew();
        HeldRunDirectory held = hold();
        try {
            // Another run may have come and gone before this one had the folder.
            checkNew();
            return held;
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }

    /**
     * Holds the folder of a run that has ended, to render its report.
     *
     * @throws RunDirectoryInUseException if a run has it
     * @throws BakeoffException if the folder is no run directory, or its run hasn't ended
     */
    public HeldRunDirectory holdEnded() throws IOException {
        checkEnded();
        HeldRunDirectory held = hold("The report is written there, so make it writable, or copy it elsewhere.");
        held.keep();
        return held;
    }

    /**
     * Checks that the folder holds a run that has ended, and wasn't resumed with more seeds, say, and interrupted: its result would be
     * of fewer trials than its spec.
     *
     * @throws BakeoffException if it doesn't
     */
    public void checkEnded() {
        RunFiles.checkEnded(this);
    }

    /**
     * Checks that the folder holds no run that has begun.
     *
     * @throws RunDirectoryInUseException if it does, or see {@link #checkOwnFiles}
     */
    public void checkNew() {
        checkOwnFiles();
        if (begun()) {
            throw new RunDirectoryInUseException(
                    ErrorCode.RUN_DIRECTORY_OCCUPIED,
                    ErrorLocation.of(path),
                    path + " holds an earlier run",
                    "Move or delete it, or choose another folder with --out.");
        }
    }

    /**
     * Checks that the folder holds a run, or nothing, so that no file of a user is replaced, deleted or mixed with those of a run.
     *
     * @throws RunDirectoryInUseException if it holds something, and nothing that only a run writes, or see {@link #checkNotWithin}
     */
    public void checkOwnFiles() {
        checkNotWithin();
        checkOwnFiles(path.toString(), ErrorLocation.of(path));
    }

    /**
     * Checks that the folder lies in no other run directory, which may delete what it holds.
     *
     * @throws RunDirectoryInUseException if it does
     */
    public void checkNotWithin() {
        Occupant.around(path).ifPresent(above -> {
            throw new RunDirectoryInUseException(
                    ErrorCode.RUN_DIRECTORY_OCCUPIED,
                    ErrorLocation.of(path),
                    path + " lies within the run directory " + above + ", where another run could replace or delete it",
                    ANOTHER);
        });
    }

    /** Returns a path without links, as far as it exists. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            Path parent = path.getParent();
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    /**
     * Checks the copy of a run directory elsewhere, see {@link #checkOwnFiles()}.
     *
     * @param place the original, as users know it
     * @param location the same for programs
     */
    public void checkOwnFiles(String place, ErrorLocation location) {
        Occupant.ofOthers(this).ifPresent(name -> {
            throw new RunDirectoryInUseException(
                    ErrorCode.RUN_DIRECTORY_OCCUPIED,
                    location,
                    place + " is no run directory, but holds " + name
                            + (names().contains(name)
                                    ? ", which a run would replace or delete"
                                    : ", which a run's files would mix with"),
                    "Choose another folder with --out.");
        });
    }

    /**
     * Checks that nothing that a run leaves here is a link, a pipe or the like, at any level, and no file of it is a folder.
     *
     * @throws BakeoffException if something is, or can't be looked at
     */
    void check() {
        try {
            for (String name : HOLDING) {
                RegularFiles.check(path.resolve(name));
            }
            for (String name : FILES) {
                Path file = path.resolve(name);
                if (RegularFiles.exists(file)) {
                    RegularFiles.requireRegular(file);
                }
            }
            RegularFiles.check(trials());
        } catch (IOException e) {
            throw BakeoffException.of(e);
        }
    }

    /** Returns whether a file keeps other runs out while one has the folder, and is no part of the run. */
    public boolean holds(Path file) {
        return HOLDING.stream().anyMatch(name -> file.equals(path.resolve(name)));
    }

    /** Returns whether a run has started to train here. */
    public boolean begun() {
        return Files.exists(trials()) || compared();
    }

    /** Returns whether a run has ended here. */
    public boolean compared() {
        return Files.exists(path.resolve(RunFiles.COMPARISON));
    }

    /**
     * Deletes what a run writes, and nothing else.
     *
     * @throws IOException if it can't be deleted; the message is for the user
     */
    public void clear() throws IOException {
        RegularFiles.requireNoLinks(path);
        // What shows that this is a run goes last, so that the next command can finish a deletion that was interrupted.
        RecursiveDeletion.of(trials());
        for (String name : FILES) {
            Files.deleteIfExists(path.resolve(name));
        }
    }

    /** Deletes what a run that {@link #holdNew} let in wrote before it failed, so that the same command can start over. */
    public void unmake() {
        try {
            clear();
        } catch (IOException e) {
            // What went wrong before says more.
        }
    }

    /**
     * Returns the result of the run.
     *
     * @throws BakeoffException if there is none, or it can't be read
     */
    public ComparisonResult result() {
        return RunFiles.read(this).result();
    }

    /**
     * Returns what the run's models take and give.
     *
     * @throws BakeoffException if the folder is no run directory or its data.json isn't what it should be
     */
    public DataFile data() {
        Path file = path.resolve(DATA);
        RunFiles.isFolder(path);
        check();
        if (Files.notExists(file)) {
            throw RunFiles.noRun(path, "it holds no " + DATA + ", which a run writes before it trains");
        }
        RunFiles.checkFormat(this);
        DataFile data = RunFiles.parse(file, text -> {
            ObjectNode json = ChecksummedJson.read(text);
            OPTIONAL.stream().filter(list -> !json.has(list)).forEach(json::putArray);
            return RecordReader.read(json, DataFile.class);
        });
        try {
            data.check();
            return data;
        } catch (IllegalArgumentException e) {
            throw RunFiles.damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Returns the run's spec.json.
     *
     * @throws BakeoffException if it can't be read, or isn't the one that the run wrote
     */
    public JsonNode spec() {
        Path file = path.resolve(SPEC);
        JsonNode spec = RunFiles.parse(file, Json.COMPACT::readTree);
        if (Files.exists(path.resolve(RUN))) {
            JsonNode written = provenance().path("spec");
            if (written.isString() && !written.asString().equals(Provenance.checksum(spec))) {
                throw new BakeoffException(
                        ErrorCode.RUN_DAMAGED,
                        ErrorLocation.of(file),
                        file
                                + " was changed since its run wrote it, or is damaged: it has another checksum than run.json"
                                + " says",
                        "Restore it; to try another spec, copy it out of this folder.");
            }
        }
        return spec;
    }

    /**
     * Returns the run's run.json.
     *
     * @throws BakeoffException if it can't be read, or has more looks at the results than any run
     */
    public JsonNode provenance() {
        JsonNode provenance = RunFiles.parse(path.resolve(RUN), ChecksummedJson::read);
        int looks = provenance.path("looks").size();
        if (looks > MOST_LOOKS) {
            throw damaged("its results can't have been looked at " + looks + " times");
        }
        return provenance;
    }

    /** Returns what distinguishes the run from one that takes its place; it stays the same when the run is resumed. */
    public String identity() {
        if (!Files.isDirectory(path) || Files.notExists(path.resolve(RUN))) {
            return "";
        }
        JsonNode provenance = provenance();
        return provenance.path("started") + " " + provenance.path("spec");
    }

    /** Returns when the run started, by which one that was resumed since differs from one that took its place; empty if there is none. */
    public String started() {
        return Files.isRegularFile(path.resolve(RUN))
                ? provenance().path("started").asString("")
                : "";
    }

    /**
     * Writes what a run starts with: run.json, spec.json, data.json and the folder of the trials. If it is killed in between, a later run can resume: no
     * run.json has the checksum of another spec than the one that is there.
     *
     * @param spec the resolved spec
     */
    public void begin(Provenance provenance, JsonNode spec, DataFile data) throws IOException {
        data.requireReadable(path.resolve(DATA));
        begin(provenance, spec);
        write(data);
        RegularFiles.makeFolder(path, TRIALS);
    }

    /** Returns the failure of a run.json with values that no run has. */
    public BakeoffException damaged(String fault) {
        return RunFiles.damaged(path.resolve(RUN), fault, null);
    }

    /** Writes what a run starts with that has no data.json. */
    public void begin(Provenance provenance, JsonNode spec) throws IOException {
        write(provenance.withoutSpec());
        writeSpec(spec);
        write(provenance);
    }

    /** Writes data.json. */
    public void write(DataFile data) throws IOException {
        data.requireReadable(path.resolve(DATA));
        ObjectNode json = Json.COMPACT.valueToTree(data);
        json.remove(OPTIONAL.stream().filter(list -> json.path(list).isEmpty()).toList());
        write(DATA, ChecksummedJson.text(json));
    }

    /** Writes run.json. */
    public void write(Provenance provenance) throws IOException {
        write(RUN, ChecksummedJson.text(provenance.toJson()));
    }

    /** Returns the file that a run has open and locked. */
    public Path lock() {
        return path.resolve(RunLock.NAME);
    }

    /** Returns the folder that holds a folder for each trial. */
    public Path trials() {
        return path.resolve(TRIALS);
    }

    /** Writes spec.json. */
    public void writeSpec(JsonNode spec) throws IOException {
        write(SPEC, Json.PRETTY.writeValueAsString(spec) + "\n");
    }

    /** Writes comparison.json. */
    public void write(ComparisonResult result) throws IOException {
        write(RunFiles.COMPARISON, ChecksummedJson.text(ComparisonJson.of(result)));
    }

    private void write(String name, String text) throws IOException {
        RegularFiles.requireNoLinks(path);
        AtomicFile.write(path.resolve(name), text);
    }
}
