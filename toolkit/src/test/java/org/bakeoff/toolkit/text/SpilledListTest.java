package org.bakeoff.toolkit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SpilledListTest {

    private static final SpilledList.Codec<String> TEXTS = new SpilledList.Codec<>() {
        @Override
        public void write(String item, DataOutput out) throws IOException {
            SpilledList.writeText(item, out);
        }

        @Override
        public String read(DataInput in) throws IOException {
            return SpilledList.readText(in);
        }
    };

    @Property(tries = 100)
    void itHoldsWhatWasAddedWithAndWithoutAFile(@ForAll List<String> texts, @ForAll @IntRange(max = 200) int limit) {
        List<String> valid =
                texts.stream().map(text -> text.replaceAll("\\p{Cs}", "?")).toList();
        SpilledList<String> list = new SpilledList<>(TEXTS, limit);
        List<String> seen = new ArrayList<>();
        for (String text : valid) {
            list.add(text);
            seen.add(list.get(list.size() - 1));
        }
        assertThat(seen).isEqualTo(valid);
        assertThat(list).isEqualTo(valid);
    }

    @Test
    void manyThreadsReadIt() {
        SpilledList<String> list = new SpilledList<>(TEXTS, 100);
        for (int item = 0; item < 100_000; item++) {
            list.add("item " + item);
        }
        assertThat(list.parallelStream()
                        .map(text -> Integer.parseInt(text.substring(5)))
                        .toList())
                .isSorted()
                .hasSize(100_000);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> list.get(100_000));
    }
}
