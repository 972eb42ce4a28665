package org.bakeoff.io;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects in JSON that carry a checksum of themselves, so that a damaged file is not taken for what was written. */
public final class ChecksummedJson {

    private static final String KEY = "checksum";

    private static final class Broken extends JacksonException {

        private static final long serialVersionUID = 1;

        Broken() {
            super("its checksum is wrong");
        }
    }

    private ChecksummedJson() {}

    /** Returns the text of an object with its checksum, a CRC-32C of all else. */
    public static String text(ObjectNode json) {
        return Json.PRETTY.writeValueAsString(sealed(json)) + "\n";
    }

    /** Returns the same in one line, without its end. */
    public static String line(ObjectNode json) {
        return Json.COMPACT.writeValueAsString(sealed(json));
    }

    private static ObjectNode sealed(ObjectNode json) {
        ObjectNode sealed = json.deepCopy();
        sealed.put(KEY, checksum(json));
        return sealed;
    }

    /**
     * Reads an object that was written so; one without a checksum, of an earlier version, is taken as it is.
     *
     * @throws JacksonException if the text is no object in JSON, or not the one that was written
     */
    public static JsonNode read(String text) {
        JsonNode json = Json.LENIENT.readTree(text);
        if (json instanceof ObjectNode object && object.has(KEY)) {
            String expected = object.remove(KEY).asString("");
            if (!expected.equals(checksum(object))) {
                throw new Broken();
            }
        }
        return json;
    }

    private static String checksum(ObjectNode json) {
        CRC32C checksum = new CRC32C();
        // As it reads, where every number has the type that its digits say.
        checksum.update(Json.COMPACT.writeValueAsString(Json.read(json)).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
