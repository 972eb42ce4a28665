package org.bakeoff.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.bakeoff.api.Example;
import org.bakeoff.io.Json;

/** Says what an encoded file holds of an example, besides its label: each in a column of its own, in this order. */
enum EncodedColumn {
    /** The token ids, four bytes each. */
    TOKENS(0) {
        @Override
        byte[] encode(Example example) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(example.tokens().length, Integer.BYTES));
            bytes.asIntBuffer().put(example.tokens());
            return bytes.array();
        }
    },

    /** The id. */
    IDS(1) {
        @Override
        byte[] encode(Example example) {
            return example.id().getBytes(StandardCharsets.UTF_8);
        }
    },

    /** The group. */
    GROUPS(2) {
        @Override
        byte[] encode(Example example) {
            return example.group().getBytes(StandardCharsets.UTF_8);
        }
    },

    /** The text. */
    TEXTS(3) {
        @Override
        byte[] encode(Example example) {
            return example.text().getBytes(StandardCharsets.UTF_8);
        }
    },

    /** The attributes as a JSON object. Their names are in order, since a map's own order differs from one JVM to the next. */
    ATTRIBUTES(4) {
        @Override
        byte[] encode(Example example) {
            return Json.COMPACT.writeValueAsBytes(new TreeMap<>(example.attributes()));
        }
    };

    private final int place;

    EncodedColumn(int place) {
        this.place = place;
    }

    /** Returns the place of the column in a block, from 0. */
    int place() {
        return place;
    }

    /** Returns what the column holds of an example. */
    abstract byte[] encode(Example example);
}
