package org.bakeoff.experiment;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;

/** Holds what the runs on one data set of a benchmark read. It must not change from one to the next, or their results would be of different data. */
final class SharedInputs {

    private final Map<String, Set<String>> known = new HashMap<>();

    /**
     * Adds what a run has read.
     *
     * @throws BakeoffException if an earlier run has read something else in its place
     */
    void add(List<SourceFingerprint> inputs) {
        inputs.stream()
                // Those of a fold are others than those of the next.
                .filter(input -> !input.source().equals(DataLoader.EXAMPLES))
                .collect(Collectors.groupingBy(
                        SourceFingerprint::source, Collectors.mapping(SourceFingerprint::sha256, Collectors.toSet())))
                .forEach((source, sha256) -> {
                    if (!known.computeIfAbsent(source, first -> sha256).equals(sha256)) {
                        throw new BakeoffException(
                                ErrorCode.DATA_UNAVAILABLE,
                                ErrorLocation.NONE,
                                "The data have changed since an earlier run of the benchmark: " + source,
                                "Restore them and give the same command again, or start over with --overwrite.");
                    }
                });
    }
}
