package org.bakeoff.experiment;

import java.net.URI;
import java.nio.file.Path;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Says where the results of an experiment go.
 *
 * @param folder a folder of this machine; null for the default one
 * @param place a place outside this machine's file system, which comes first; null for none
 */
record RunLocation(@Nullable Path folder, @Nullable URI place) {

    /**
     * Returns the run directory; that of a place is a folder in the cache, which stands for it.
     *
     * @param reachable whether there is an executor, which may reach the place
     */
    Path ofRun(String name, CacheFolder cache, boolean reachable) {
        if (place == null) {
            return folder(name);
        }
        if (place.getRawQuery() != null || place.getRawFragment() != null) {
            // File systems ignore both, so that two such addresses would be one place.
            throw new BakeoffException(
                    ErrorCode.EXECUTOR_INVALID,
                    ErrorLocation.NONE,
                    "The run directory can't be at " + Redaction.value(place.toString())
                            + ", since what follows ? or # is no part of an address's path",
                    "Write %3F or %23 for them in the name of a folder.");
        }
        if (!reachable) {
            throw refusal("The run directory can't be at " + Redaction.value(place.toString())
                    + " without an executor that reaches it (--executor)");
        }
        // Who may read a place makes no other place of it.
        return cache.root().resolve("runs").resolve(Sha256.of(Redaction.value(place.toString()) + place.getPath()));
    }

    Path ofBenchmark(String name) {
        if (place != null) {
            throw refusal("A benchmark can't be written to " + Redaction.value(place.toString()));
        }
        return folder(name);
    }

    private Path folder(String name) {
        return folder == null ? Path.of("runs", name) : folder;
    }

    private static BakeoffException refusal(String what) {
        return new BakeoffException(
                ErrorCode.EXECUTOR_INVALID, ErrorLocation.NONE, what, "Choose a folder of this machine.");
    }
}
