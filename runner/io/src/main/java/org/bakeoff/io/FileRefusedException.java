package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reports a file that {@link RegularFiles} doesn't open. Its message names the file, what it is, and the remedy. */
public final class FileRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final String problem;
    private final String remedy;

    FileRefusedException(Path file, String problem, String remedy) {
        super(problem + ". " + remedy);
        this.file = file;
        this.problem = problem;
        this.remedy = remedy;
    }

    /** Returns the one that is an exception or among its causes; null where there is none. */
    public static @Nullable FileRefusedException in(Throwable fault) {
        for (Throwable each = fault; each != null; each = each.getCause()) {
            if (each instanceof FileRefusedException refused) {
                return refused;
            }
        }
        return null;
    }

    /** Returns what the file is, without a full stop. */
    public String problem() {
        return problem;
    }

    /** Returns what to do next, in whole sentences. */
    public String remedy() {
        return remedy;
    }

    /** Returns what to throw to an application. */
    public BakeoffException report() {
        return new BakeoffException(ErrorCode.FILE_REFUSED, ErrorLocation.of(file), problem, remedy, this);
    }
}
