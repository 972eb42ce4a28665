package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.CRC32C;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes weights as safetensors: eight bytes for the length of the header, the header in JSON, then the numbers, all
 * little-endian. Python's {@code safetensors} reads it too. The header's metadata hold a checksum.
 *
 * <p>Source: the format's description in its README, github.com/huggingface/safetensors.
 */
final class SafetensorsWriter {

    /** The file of the trained weights within a trial's folder. */
    static final String FILE = "model/weights.safetensors";

    /** Where it has those from before training, if they depend on training examples; else the seed gives them again. */
    static final String INITIAL = "model/initial.safetensors";

    private static final Map<DataType, String> TYPES = Map.of(
            DataType.FLOAT32, "F32",
            DataType.FLOAT64, "F64",
            DataType.INT64, "I64",
            DataType.INT32, "I32");

    /** The metadata of a file: the CRC-32C of the note, in UTF-8, and of the numbers behind the header. */
    static final String CHECKSUM = "crc32c";

    static final String NOTE = "note";
    static final String METADATA = "__metadata__";

    private SafetensorsWriter() {}

    static void save(Map<String, NDArray> weights, Path file) throws IOException {
        save(weights, "", file);
    }

    /**
     * Writes a file. Weights are copied into Java in blocks, and twice, since the checksum of all stands before them.
     *
     * @param note a text that goes with the weights
     */
    static void save(Map<String, NDArray> weights, String note, Path file) throws IOException {
        ObjectNode header = Json.COMPACT.createObjectNode();
        ObjectNode metadata = header.putObject(METADATA);
        CRC32C checksum = new CRC32C();
        checksum.update(note.getBytes(StandardCharsets.UTF_8));
        long end = 0;
        for (Map.Entry<String, NDArray> entry : weights.entrySet()) {
            NDArray weight = entry.getValue();
            ArrayBlocks.read(weight, block -> checksum.update(block.toByteBuffer()));
            long bytes = weight.size() * weight.getDataType().getNumOfBytes();
            ObjectNode tensor = header.putObject(entry.getKey());
            tensor.put("dtype", type(entry.getKey(), weight.getDataType()));
            tensor.set("shape", Json.COMPACT.valueToTree(weight.getShape().getShape()));
            tensor.set("data_offsets", Json.COMPACT.valueToTree(new long[] {end, end + bytes}));
            end += bytes;
        }
        metadata.put(CHECKSUM, HexFormat.of().toHexDigits((int) checksum.getValue()));
        if (!note.isEmpty()) {
            metadata.put(NOTE, note);
        }
        byte[] json = padded(Json.COMPACT.writeValueAsString(header));
        AtomicFile.write(file, out -> {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            out.write(json);
            for (NDArray weight : weights.values()) {
                ArrayBlocks.read(weight, block -> out.write(bytes(block)));
            }
        });
    }

    /** Returns the numbers of an array, little-endian as all machines that PyTorch runs on. */
    private static byte[] bytes(NDArray array) {
        ByteBuffer content = array.toByteBuffer();
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    static String type(String name, DataType type) throws IOException {
        String code = TYPES.get(type);
        if (code == null) {
            throw new IOException("the weight '" + name + "' is of type " + type
                    + ", which can't be saved: it must be float32, float64, int32 or int64");
        }
        return code;
    }

    /** Spaces fill the header up, so that the numbers are aligned. */
    private static byte[] padded(String json) {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return (json + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    }
}
