package org.bakeoff.report.run;

import java.nio.file.Path;
import java.util.List;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;

/** Reports that a run can't have a folder: an earlier run left its results there, or another run is using it. */
public final class RunDirectoryInUseException extends BakeoffException {

    private static final long serialVersionUID = 1;

    private final transient List<RunDifference> differences;

    /**
     * Reports it.
     *
     * @param code {@link ErrorCode#RUN_DIRECTORY_IN_USE} or {@link ErrorCode#RUN_DIRECTORY_OCCUPIED}
     */
    RunDirectoryInUseException(ErrorCode code, ErrorLocation location, String problem, String remedy) {
        super(code, location, problem, remedy);
        this.differences = List.of();
    }

    /**
     * Reports that the folder holds a run that can't be resumed.
     *
     * @param differences why not
     */
    public RunDirectoryInUseException(Path folder, List<RunDifference> differences, String problem, String remedy) {
        super(ErrorCode.RUN_DIRECTORY_OCCUPIED, ErrorLocation.of(folder), problem, remedy);
        this.differences = List.copyOf(differences);
    }

    /** Returns how the run in the folder differs from the one that can't resume it; empty if it isn't about that. */
    public List<RunDifference> differences() {
        return differences;
    }
}
