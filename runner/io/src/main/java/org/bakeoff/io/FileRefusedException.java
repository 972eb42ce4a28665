package org.bakeoff.io;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reports a file that {@link RegularFiles} doesn't open. Its message names the file, what it is, and the remedy. */
public final class FileRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient Path file;
    private final String what;
    private final String remedy;

    /** Names a file, what is wrong with it, such as "is a pipe", and the remedy in whole sentences. */
    public FileRefusedException(Path file, String what, String remedy) {
        super(file + " " + what + ". " + remedy);
        this.file = file;
        this.what = what;
        this.remedy = remedy;
    }

    /** Returns what is wrong, without the path and the remedy. */
    String reason() {
        return "it " + what;
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

    /** Returns the file that isn't opened. */
    public Path file() {
        return file;
    }

    /** Returns what the file is, with its path and without a full stop. */
    public String problem() {
        return file + " " + what;
    }

    /** Returns what to do next, in whole sentences. */
    public String remedy() {
        return remedy;
    }

    /** Returns what to throw to an application. */
    public BakeoffException report() {
        return new BakeoffException(ErrorCode.FILE_REFUSED, ErrorLocation.of(file), problem(), remedy, this);
    }
}
