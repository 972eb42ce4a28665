package org.bakeoff.report.run;

import java.nio.file.Path;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;

/** Reports that a run can't have a folder: an earlier run left its results there, or another run is using it. */
public final class RunDirectoryInUseException extends BakeoffException {

    private static final long serialVersionUID = 1;

    /**
     * Reports it.
     *
     * @param code {@link ErrorCode#RUN_DIRECTORY_IN_USE} or {@link ErrorCode#RUN_DIRECTORY_OCCUPIED}
     */
    public RunDirectoryInUseException(ErrorCode code, Path folder, String problem, String remedy) {
        super(code, ErrorLocation.of(folder), problem, remedy);
    }
}
