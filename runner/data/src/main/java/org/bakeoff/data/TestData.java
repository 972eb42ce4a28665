package org.bakeoff.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Iterator;
import java.util.List;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.Sha256;

/**
 * The test set with its labels, for use after training.
 *
 * @param info what the data is
 * @param table the test examples in their order
 */
public record TestData(DatasetInfo info, ExampleTable table) {

    /** Holds test examples that are in memory. */
    public TestData(DatasetInfo info, List<Example> examples) {
        this(info, ExampleTable.of(examples));
    }

    /** Returns the test examples. */
    public List<Example> examples() {
        return table.examples();
    }

    /** Returns the SHA-256 of the examples' ids, classes and texts, in their order: it identifies the test set. */
    public String sha256() {
        MessageDigest digest = Sha256.digest();
        Iterator<String> ids = table.ids().iterator();
        Iterator<String> texts = table.texts().iterator();
        for (int example = 0; example < table.size(); example++) {
            String name = info.classes().get(table.label(example));
            for (String part : List.of(ids.next(), name, texts.next())) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
        }
        return Sha256.of(digest);
    }
}
