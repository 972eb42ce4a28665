package org.bakeoff.toolkit.text;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.bakeoff.api.Example;

/** Writes examples whose only attribute is their number of words. */
record ExampleCodec(Map<Integer, Map<String, String>> attributes) implements SpilledList.Codec<Example> {

    private static final String WORDS = "words";

    static Map<String, String> attributes(Map<Integer, Map<String, String>> known, int words) {
        return known.computeIfAbsent(words, count -> Map.of(WORDS, Integer.toString(count)));
    }

    @Override
    public void write(Example example, DataOutput out) throws IOException {
        SpilledList.writeText(example.id(), out);
        SpilledList.writeText(example.text(), out);
        SpilledList.writeText(example.group(), out);
        out.writeInt(example.label());
        out.writeInt(
                Integer.parseInt(Objects.requireNonNull(example.attributes().get(WORDS))));
        out.writeInt(example.tokens().length);
        for (int token : example.tokens()) {
            out.writeInt(token);
        }
    }

    @Override
    public Example read(DataInput in) throws IOException {
        String id = SpilledList.readText(in);
        String text = SpilledList.readText(in);
        String group = SpilledList.readText(in);
        int label = in.readInt();
        int words = in.readInt();
        int[] tokens = new int[in.readInt()];
        for (int position = 0; position < tokens.length; position++) {
            tokens[position] = in.readInt();
        }
        return new Example(id, tokens, label, text, group.equals(id) ? id : group, attributes(attributes, words));
    }
}
