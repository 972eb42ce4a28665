package org.bakeoff.provider.bert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the files of a folder, which may come from anybody. */
final class JsonFiles {

    /** More than any tokenizer takes: XLM-RoBERTa's has 17 MB. */
    private static final long LARGEST = 1 << 26;

    private static final int SHOWN = 300;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength((int) LARGEST)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonFiles() {}

    /** Reads a file that holds an object. */
    static JsonNode object(Path file) throws IOException {
        return object(file, bytes(file));
    }

    /** Parses what a file holds, or a part of it. */
    static JsonNode object(Path file, byte[] json) throws IOException {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new IOException(unusable(file, "it holds no JSON").getMessage(), e);
        }
        throw unusable(file, "it holds no JSON object");
    }

    /** Makes an object without properties. */
    static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    /** Writes an object. */
    static byte[] bytes(ObjectNode object) {
        return MAPPER.writeValueAsBytes(object);
    }

    /** Reads a file of limited size. A link is followed: downloads of Hugging Face's are links to files elsewhere. */
    static byte[] bytes(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(regular(file))) {
            if (channel.size() > LARGEST) {
                throw unusable(file, "it has " + channel.size() + " bytes, more than any such file needs");
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until it is read, or was shortened meanwhile.
            }
            if (bytes.hasRemaining()) {
                throw unusable(file, "it is written to while it is read");
            }
            return bytes.array();
        }
    }

    /** Refuses what would never end, such as a pipe. */
    static Path regular(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw unusable(file, "it is no file");
        }
        return file;
    }

    /** Returns a part of a file, shortened, so that it can't control a terminal. */
    static String shown(String text) {
        String shown = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown;
    }

    /** Returns an exception that says why; parts of the file in it are shortened and can't control a terminal. */
    static IOException unusable(Path file, String reason) {
        return new IOException(file + " can't be used: " + shown(reason));
    }
}
