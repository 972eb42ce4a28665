package org.bakeoff.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads and writes the cache's list of what a dataset read. A damaged list counts as missing. */
final class CacheIndex {

    private static final Logger LOG = LoggerFactory.getLogger(CacheIndex.class);

    private CacheIndex() {}

    static void write(Path index, List<SourceFingerprint> inputs) throws IOException {
        AtomicFile.write(index, Json.COMPACT.writeValueAsString(inputs));
    }

    /** Returns the inputs, if there is a list and none of them has changed. */
    static Optional<List<SourceFingerprint>> unchanged(Path index, Sources sources) {
        if (!Files.exists(index)) {
            return Optional.empty();
        }
        try {
            JsonNode json = Json.COMPACT.readTree(Files.readString(index));
            if (!json.isArray()) {
                return Optional.empty();
            }
            List<SourceFingerprint> inputs = new ArrayList<>();
            for (JsonNode one : json.values()) {
                SourceFingerprint input = new SourceFingerprint(
                        one.path("source").asString(""),
                        one.path("sha256").asString(""),
                        one.path("bytes").asLong(-1));
                if (!sources.fingerprint(input.source()).equals(Optional.of(input))) {
                    return Optional.empty();
                }
                inputs.add(input);
            }
            return Optional.of(inputs);
        } catch (JacksonException | IOException | IllegalArgumentException e) {
            // The dataset opens the inputs next, and reports what can't be read.
            LOG.debug("the index {} is of no use", index, e);
            return Optional.empty();
        }
    }
}
