package org.bakeoff.io;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Objects in JSON that carry a checksum of themselves, so that a damaged file is not taken for what was written. */
public final class ChecksummedJson {

    private static final String KEY = "checksum";
    private static final Pattern END = Pattern.compile("\"" + KEY + "\"\\s*:\\s*\"[0-9a-f]{8}\"\\s*}\\s*$");

    /** Far more than any line has, in bytes. */
    private static final int LONGEST_LINE = 1 << 16;

    /** Far more bytes than the checksum and what follows it have. */
    private static final int LONGEST_END = 1 << 12;

    private static final class Broken extends JacksonException {

        private static final long serialVersionUID = 1;

        Broken(String fault) {
            super(fault);
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

    /** Returns a copy of an object with its checksum. */
    public static ObjectNode sealed(ObjectNode json) {
        ObjectNode sealed = json.deepCopy();
        sealed.put(KEY, checksum(json));
        return sealed;
    }

    /**
     * Reads an object that was written so; one without a checksum, of an earlier version, is taken as it is.
     *
     * @throws JacksonException if the text is no object in JSON, or not the one that was written
     */
    public static ObjectNode read(String text) {
        JsonNode json = Json.LENIENT.readTree(text);
        if (!(json instanceof ObjectNode object)) {
            throw new Broken(json.isMissingNode() ? "it is empty" : "it is no object");
        }
        if (object.has(KEY)) {
            String expected = object.remove(KEY).asString("");
            if (!expected.equals(checksum(object))) {
                throw new Broken("its checksum is wrong");
            }
        }
        return object;
    }

    /**
     * Reads a file of which every line was written by {@link #line}, one after the other, so that it may be of any size.
     *
     * @throws JacksonException if a line isn't what was written
     * @throws java.nio.charset.CharacterCodingException if one is no text in UTF-8
     */
    public static void lines(Path file, Consumer<JsonNode> reader) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (InputStream in = new BufferedInputStream(RegularFiles.read(file), LONGEST_LINE)) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next != '\n') {
                    line.write(next);
                } else {
                    reader.accept(readLine(line));
                }
                if (line.size() > LONGEST_LINE) {
                    throw new Broken("a line has more than " + LONGEST_LINE + " bytes");
                }
            }
        }
        if (line.size() > 0) {
            reader.accept(readLine(line));
        }
    }

    private static JsonNode readLine(ByteArrayOutputStream line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
        line.reset();
        return read(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    }

    /** Returns whether a text ends as {@link #text} writes it, even if it was damaged before its end. */
    public static boolean hasChecksum(String text) {
        return END.matcher(text).find();
    }

    /**
     * Returns whether a file ends as {@link #text} writes it, of which nothing before is read: it may be a large one of a user.
     *
     * @throws IOException if it can't be read, or is a link or no file
     */
    public static boolean hasChecksum(Path file) throws IOException {
        ByteBuffer end = ByteBuffer.allocate(LONGEST_END);
        try (FileChannel channel = RegularFiles.channel(file, StandardOpenOption.READ)) {
            channel.position(Math.max(0, channel.size() - LONGEST_END));
            while (end.hasRemaining() && channel.read(end) >= 0) {
                // Until it is full, or the file ends.
            }
        }
        return hasChecksum(new String(end.array(), 0, end.position(), StandardCharsets.ISO_8859_1));
    }

    private static String checksum(ObjectNode json) {
        CRC32C checksum = new CRC32C();
        // As it reads, where every number has the type that its digits say.
        checksum.update(Json.COMPACT.writeValueAsString(Json.read(json)).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
