package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights with a false header are refused by name, before any memory is allocated for what they claim. */
class UntrustedWeightsTest {

    @TempDir
    private static Path folder;

    private static Path run;
    private static Path file;
    private static byte[] good;
    private static String header;

    @BeforeAll
    static void train() throws IOException {
        TestRun trained = TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "parity", "config": {"train": 40, "test": 20}},
                 "models": {"mean": {"plugin": "mean"}},
                 "training": {"epochs": 1, "device": "cpu"}, "evaluators": [{"plugin": "error-rate"}]}
                """);
        run = trained.folder();
        file = trained.file("mean-1", "model/weights.safetensors");
        good = Files.readAllBytes(file);
        int length = (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
        header = new String(good, Long.BYTES, length, StandardCharsets.UTF_8);
    }

    @AfterEach
    void theRightOnesAreTaken() throws IOException {
        Files.write(file, good);
        try (TrainedRun trained = TrainedRun.open(run)) {
            assertThat(trained.model("mean").predict("w1").probability()).isBetween(0.5, 1.0);
        }
    }

    @Test
    void lyingLengths() throws IOException {
        for (long length : new long[] {
            0, 1, -1, good.length, good.length - 7, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE
        }) {
            byte[] lying = good.clone();
            ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            refused(lying, "its header would be " + length + " bytes");
        }
        // Within the length, where the header begins and ends, within the weights, and at their end.
        int weights = Long.BYTES + header.length();
        for (int length : new int[] {0, 1, 7, 8, 9, weights / 2, weights - 1, weights, weights + 1, good.length - 1}) {
            refused(Arrays.copyOf(good, length), "");
        }
    }

    @Test
    @Tag("endurance")
    void filesThatEndAnywhere() throws IOException {
        for (int length = 0; length < good.length; length += 3) {
            refused(Arrays.copyOf(good, length), "");
        }
    }

    /** A file without blocks on the disk may be as long as its header says: 8 GB would be asked for. */
    @Test
    void aHeaderOfGigabytesThatAreThere() throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(9L << 30);
            for (long length : new long[] {8L << 30, Integer.MAX_VALUE, 1 << 30, 33 << 20}) {
                sparse.seek(0);
                sparse.write(ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(length)
                        .array());
                refused("its header would be " + length + " bytes");
            }
        }
        Files.delete(file);
    }

    @Test
    void otherFormats() throws IOException {
        refused("PK\u0003\u0004".repeat(100).getBytes(StandardCharsets.ISO_8859_1), "its header would be");
        refused("DJL@".repeat(100).getBytes(StandardCharsets.US_ASCII), "its header would be");
        refused("{\"a\": [1, 2]}".repeat(9).getBytes(StandardCharsets.US_ASCII), "its header would be");
        refused(with("\u0000".repeat(64)), "its header is no JSON");
        refused(with("[1, 2]"), "its header is no JSON object");
        refused(with("{}"), "it lacks '");
        refused(with("\u00ff"), "its header is no JSON");
    }

    @Test
    void headersThatAreHardToRead() throws IOException {
        refused(with("[".repeat(1_000_000)), "its header is no JSON");
        refused(with("{\"a\":".repeat(500_000)), "its header is no JSON");
        refused(with("{\"a\": " + "9".repeat(1_000_000) + "}"), "its header is no JSON");
        refused(with("{\"" + "k".repeat(2_000_000) + "\": 1}"), "its header is no JSON");
        refused(with("{" + "\"a\": 1,".repeat(2) + "\"b\": 2}"), "its header is no JSON");
        StringBuilder many = new StringBuilder("{\"\\u001b[2J\u202e\": 1");
        for (int weight = 0; weight < 100_000; weight++) {
            many.append(", \"weight-")
                    .append(weight)
                    .append("\": [")
                    .append(weight)
                    .append(']');
        }
        refused(with(many.append('}').toString()), "it holds [?[2J?, weight-0,");
    }

    @Tag("endurance")
    @Test
    void shapesTypesAndPlacesThatArent() throws IOException {
        String shape = header.replaceFirst("(?s).*?(\"shape\":\\[[0-9,]+\\]).*", "$1");
        for (String other : new String[] {
            "[]",
            "[0]",
            "[-1]",
            "[2147483647,2147483647,4]",
            "[99999999999999999999]",
            "[1e3]",
            "null",
            "\"x\"",
            "[NaN]",
            "[[[1]]]",
            "[" + "1,".repeat(10_000) + "1]"
        }) {
            refused(with(header.replace(shape, "\"shape\":" + other)), "");
        }
        String offsets = header.replaceFirst("(?s).*?(\"data_offsets\":\\[[0-9,]+\\]).*", "$1");
        for (String other : new String[] {
            "[]", "[0]", "[0,NaN]", "[0,-1]", "[-8,0]", "[0,9223372036854775807]", "[0,99999999999999999999]",
            "[-99999999999999999999,8]", "[0,1e400]", "[0.5,8]", "[\"0\",\"8\"]", "{}", "null", "[0,8,16]",
            "[4294967296,4294967304]"
        }) {
            refused(with(header.replace(offsets, "\"data_offsets\":" + other)), "");
        }
        for (String other : new String[] {"\"F64\"", "\"BF16\"", "\"\"", "32", "null", "[\"F32\"]"}) {
            refused(with(header.replace("\"F32\"", other)), "is of type");
        }
        for (String other : new String[] {"1", "null", "[]", "\"F32\""}) {
            refused(with(header.replaceFirst("\\{\"dtype\"[^}]*\\}", other)), "is of type");
        }
    }

    /** The file is whole, and belongs to a far smaller model than trial.json says. */
    @Test
    void aModelOfFarMoreWeightsThanThereAre() throws IOException {
        Path trial = run.resolve("trials/mean-1/trial.json");
        String honest = Files.readString(trial);
        int bytes = good.length - Long.BYTES - header.length();
        for (int hidden : new int[] {17, 1_000}) {
            String forged = honest.replaceFirst("(\"hiddenUnits\" ?: ?)16", "$1" + hidden);
            assertThat(forged).isNotEqualTo(honest);
            Files.writeString(trial, forged);
            refused("it holds " + bytes + " bytes of weights, but the model has more");
        }
        Files.writeString(trial, honest);
    }

    private static byte[] with(String header) {
        byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
        int rest = Long.BYTES + UntrustedWeightsTest.header.length();
        return ByteBuffer.allocate(Long.BYTES + bytes.length + good.length - rest)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(bytes.length)
                .put(bytes)
                .put(good, rest, good.length - rest)
                .array();
    }

    private static void refused(byte[] content, String reason) throws IOException {
        Files.write(file, content);
        refused(reason);
    }

    private static void refused(String reason) throws IOException {
        try (TrainedRun trained = TrainedRun.open(run)) {
            Throwable refusal = catchThrowable(() -> trained.model("mean", 1));
            assertThat(refusal)
                    .asInstanceOf(type(BakeoffException.class))
                    .returns(ErrorCode.RUN_DAMAGED, BakeoffException::code);
            assertThat(refusal.getMessage())
                    .contains(file + " can't be used: ", reason, "run the experiment again")
                    .hasSizeLessThan(file.toString().length() + 300)
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}]|Exception|jackson");
        }
    }
}
