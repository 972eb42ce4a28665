package org.bakeoff.report.run;

import java.util.List;
import java.util.Optional;

/**
 * A difference between a run and a later one.
 *
 * @param subject what differs
 * @param name the key of the spec as a JSON pointer; what has that version; the path or URL of the data; the jar of
 *     plugins or natives; empty for what there is one of
 * @param plugins the classes of the plugins in the jar that the run used; none for anything else
 * @param before its value in JSON, or the SHA-256 of a file; empty where the run had none
 * @param now the same in the later run
 */
public record RunDifference(
        Subject subject, String name, List<String> plugins, Optional<String> before, Optional<String> now) {

    /** Copies the list. */
    public RunDifference {
        plugins = List.copyOf(plugins);
    }

    /** Says what may differ. */
    public enum Subject {
        /** A key of the spec. */
        SPEC,
        /** The version of Bakeoff, DJL or PyTorch. */
        VERSION,
        /** The commit that Bakeoff was built from. */
        COMMIT,
        /** The device that trials were computed on. */
        DEVICE,
        /** A file or folder that the dataset read. */
        DATA,
        /** A jar of plugins that the spec names. */
        PLUGIN,
        /** The libraries that the plugins of a jar use, the toolkit among them. */
        LIBRARIES,
        /** The values that instances of datasets and models, which an application has made, hold in their fields. */
        FIELDS,
        /** A jar of PyTorch's natives. */
        NATIVES
    }
}
