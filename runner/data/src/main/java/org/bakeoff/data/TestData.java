package org.bakeoff.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.Sha256;

/**
 * The test set with its labels, for use after training.
 *
 * @param info what the data is
 * @param examples the test examples in their order
 */
public record TestData(DatasetInfo info, List<Example> examples) {

    /** Returns the SHA-256 of the examples' ids, classes and texts, in their order: it identifies the test set. */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        for (Example example : examples) {
            for (String part : List.of(example.id(), info.classes().get(example.label()), example.text())) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
        }
        return Sha256.of(digest);
    }
}
