package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reports a failure that a user can act on. Its message is the problem, which names the place, and the remedy, without the
 * secrets of URLs. Whatever else reaches a caller is a bug.
 *
 * <p>The layers below, and the api's {@code Dataset}, throw {@link IOException}; the classes that applications call turn it
 * into this one.
 */
public class BakeoffException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ErrorCode code;
    private final transient ErrorLocation location;
    private final String remedy;

    /** Reports a failure without a cause; see the other constructor. */
    public BakeoffException(ErrorCode code, ErrorLocation location, String problem, String remedy) {
        this(code, location, problem, remedy, null);
    }

    /**
     * Reports a failure.
     *
     * @param problem what happened and where, without a full stop
     * @param remedy what to do next, in whole sentences; empty where nothing is known that helps
     */
    public BakeoffException(
            ErrorCode code, ErrorLocation location, String problem, String remedy, @Nullable Throwable cause) {
        super(Redaction.text(message(problem, remedy)), cause);
        this.code = code;
        this.location = location;
        this.remedy = Redaction.text(remedy);
    }

    private static String message(String problem, String remedy) {
        if (remedy.isEmpty()) {
            return problem;
        }
        return problem + (problem.contains("\n") ? "\n" : problem.matches("(?s).*[.?]") ? " " : ". ") + remedy;
    }

    /** Reports a failure of the file system or the network, whose message names the remedy where one is known. */
    public static BakeoffException of(IOException fault) {
        FileRefusedException refused = FileRefusedException.in(fault);
        if (refused != null) {
            return refused.report();
        }
        ErrorLocation location = fault instanceof FileSystemException bare && bare.getFile() != null
                ? ErrorLocation.of(Path.of(bare.getFile()))
                : ErrorLocation.NONE;
        return new BakeoffException(ErrorCode.FILE_UNUSABLE, location, FileErrors.sentence(fault), "", fault);
    }

    /**
     * Reports what the file system made fail.
     *
     * @param problem what failed, and where, without a full stop; the reason follows it
     */
    public static BakeoffException of(ErrorCode code, Path place, String problem, String remedy, IOException fault) {
        return new BakeoffException(
                code, ErrorLocation.of(place), problem + ": " + FileErrors.reason(fault), remedy, fault);
    }

    /** Reports a name that can't be one of a file here, because of a letter in it or the locale. */
    public static BakeoffException of(InvalidPathException fault) {
        String remedy = FileErrors.localeRemedy(fault.getInput());
        return new BakeoffException(
                ErrorCode.FILE_UNUSABLE,
                ErrorLocation.NONE,
                "'" + fault.getInput() + "' can't be the name of a file here: " + fault.getReason(),
                remedy.isEmpty() ? "" : remedy + ".",
                fault);
    }

    /** Runs work for an application, and reports what fails in the file system or the network. */
    public static <T> T reporting(IoWork<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw of(e);
        }
    }

    /** Returns the kind of failure. */
    public final ErrorCode code() {
        return code;
    }

    /** Returns where it is. */
    public final ErrorLocation location() {
        return location;
    }

    /** Returns what to do next; empty where nothing is known that helps. */
    public final String remedy() {
        return remedy;
    }
}
