package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import org.bakeoff.report.Reports;
import org.bakeoff.report.run.RunDirectory;

/** The report of a run that is over. */
public final class RunReport {

    private RunReport() {}

    /**
     * Renders comparison.json and report.html again from the run directory alone: no plugin, no engine and no data is
     * needed.
     *
     * @param run the run directory
     * @return report.html, absolute
     * @throws IOException if the folder is no run directory, or one of its files can't be read or written; the message is
     *     for the user
     */
    public static Path render(Path run) throws IOException {
        return new Reports().render(new RunDirectory(run));
    }
}
