package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.Json;
import org.bakeoff.spec.SpecReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code trial.json}, which says which trial a folder is of; a trial writes it first. */
final class TrialFile {

    static final String NAME = "trial.json";

    private static final Pattern DEVICE = Pattern.compile("cpu|gpu(:[0-9]{1,4})?");

    private TrialFile() {}

    /**
     * Writes the trial of a folder.
     *
     * @param encoded the file of the encoded data
     */
    static void write(Path folder, Trial trial, Path encoded) throws IOException {
        write(folder, trial, EncodedFile.checksum(encoded));
    }

    /**
     * Writes the trial of a folder.
     *
     * @param data the checksum of the encoded data
     */
    static void write(Path folder, Trial trial, String data) throws IOException {
        write(folder, trial.toJson().put(Trial.DATA, data));
    }

    /**
     * Writes a trial that was run elsewhere.
     *
     * @param model its model
     * @param source the file that its predictions come from
     */
    static void writeElsewhere(Path folder, String model, long seed, Path source) throws IOException {
        ObjectNode trial = Json.COMPACT.createObjectNode();
        trial.put("model", model);
        trial.put("seed", seed);
        trial.put("predictions", source.toString());
        write(folder, trial);
    }

    private static void write(Path folder, ObjectNode trial) throws IOException {
        AtomicFile.write(TrialFolder.writable(folder, NAME), Json.PRETTY.writeValueAsString(trial) + "\n");
    }

    /** Returns the trial, resolved against the plugins that there are; see {@link TrialFolder#trial}. */
    static Trial read(Path folder, SpecReader specs) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            JsonNode json = Json.COMPACT.readTree(TrialFolder.text(file));
            if (!DEVICE.matcher(json.path("device").asString("")).matches()) {
                throw TrialFolder.damaged(file, null);
            }
            ObjectNode model = ((ObjectNode) json.deepCopy()).retain("plugin", "config", "training");
            return new Trial(
                    specs.model(file.toString(), json.path("model").asString(), model),
                    json.path("configuration").asInt(0),
                    json.path("seed").asLong(),
                    json.path("device").asString(),
                    json.path("test").asBoolean(true),
                    json.has(Trial.UNTIL) ? json.path(Trial.UNTIL).asInt() : null);
        } catch (JacksonException e) {
            throw TrialFolder.damaged(file, e);
        }
    }

    static boolean exists(Path folder) throws IOException {
        return TrialFolder.exists(folder.resolve(NAME));
    }

    /** Returns whether it is that of a trial on other data, such as that of another run. */
    static boolean isOfOtherData(Path folder, String checksum) throws IOException {
        if (!exists(folder)) {
            return false;
        }
        String data = json(folder).path(Trial.DATA).asString("");
        return !data.isEmpty() && !data.equals(checksum);
    }

    /**
     * Returns whether it is that of this trial, which other seeds may have joined since, and which may stop after another
     * epoch.
     */
    static boolean holds(Path folder, Trial trial) throws IOException {
        return Trial.common(json(folder)).equals(Trial.common(Json.read(trial.toJson())));
    }

    /** Returns whether its trial stops after this epoch, or is trained to the end if that is null. */
    static boolean stopsAfter(Path folder, @Nullable Integer epoch) throws IOException {
        return json(folder).path(Trial.UNTIL).asString("").equals(epoch == null ? "" : epoch.toString());
    }

    private static JsonNode json(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            return Json.COMPACT.readTree(TrialFolder.text(file));
        } catch (JacksonException e) {
            throw new DamagedFileException(file + " is no JSON", e);
        }
    }
}
