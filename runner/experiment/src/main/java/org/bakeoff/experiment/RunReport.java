package org.bakeoff.experiment;

import java.nio.file.Path;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.report.Reports;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.report.run.RunDirectory;

/** Renders the report of a finished run. */
public final class RunReport {

    private RunReport() {}

    /**
     * Renders report.html again from the run directory alone: no plugin, no engine and no data is
     * needed.
     *
     * @param run the run directory, or the folder of a benchmark
     * @return report.html, absolute
     * @throws org.bakeoff.report.run.RunDirectoryInUseException if a run has the folder
     * @throws BakeoffException if the folder is no run directory, or one of its files can't be read or written
     */
    public static Path render(Path run) {
        return BakeoffException.reporting(() -> {
            if (BenchmarkDirectory.is(run)) {
                return new Reports().render(new BenchmarkDirectory(run));
            }
            RunDirectory directory = new RunDirectory(run);
            try (HeldRunDirectory held = directory.holdEnded()) {
                return held.whileHeld(() -> new Reports().render(directory));
            }
        });
    }
}
