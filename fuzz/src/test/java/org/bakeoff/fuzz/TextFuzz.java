package org.bakeoff.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.bakeoff.dataset.text.TextConfig;
import org.bakeoff.dataset.text.TextDataset;
import org.bakeoff.io.Json;
import org.bakeoff.spec.Configs;
import org.jspecify.annotations.Nullable;

/** Labelled texts, separated by commas or as JSON Lines: what each reader makes of the same bytes. */
class TextFuzz {

    private static final Path CSV = FuzzedDataset.file(".csv");
    private static final Path JSONL = FuzzedDataset.file(".jsonl");

    @FuzzTest(maxDuration = "30s")
    void texts(byte[] content) {
        for (Path file : new Path[] {CSV, JSONL}) {
            FuzzedDataset.load(new TextDataset(), config(file, null, null), file, content);
            FuzzedDataset.load(new TextDataset(), config(file, "id", "group"), file, content);
        }
    }

    private static TextConfig config(Path file, @Nullable String id, @Nullable String group) {
        String columns = id == null ? "" : ", \"id\": \"" + id + "\", \"group\": \"" + group + "\"";
        return Configs.read(
                "{\"train\": " + Json.COMPACT.writeValueAsString(file.toString())
                        + ", \"test\": 0.5, \"vocabulary\": 100, \"length\": 8" + columns + "}",
                new TextDataset().defaults());
    }
}
