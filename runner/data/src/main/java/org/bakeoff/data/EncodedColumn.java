package org.bakeoff.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.bakeoff.api.Example;
import org.bakeoff.io.Json;

/** What an encoded file holds of an example, besides its label: each in a column of its own, in this order. */
enum EncodedColumn {
    /** The token ids, four bytes each. */
    TOKENS {
        @Override
        byte[] encode(Example example) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(example.tokens().length, Integer.BYTES));
            bytes.asIntBuffer().put(example.tokens());
            return bytes.array();
        }
    },

    /** The id. */
    IDS {
        @Override
        byte[] encode(Example example) {
            return example.id().getBytes(StandardCharsets.UTF_8);
        }
    },

    /** The group. */
    GROUPS {
        @Override
        byte[] encode(Example example) {
            return example.group().getBytes(StandardCharsets.UTF_8);
        }
    },

    /** The text. */
    TEXTS {
        @Override
        byte[] encode(Example example) {
            return example.text().getBytes(StandardCharsets.UTF_8);
        }
    },

    /** The attributes as a JSON object. Their names are in order, since a map's own order differs from one JVM to the next. */
    ATTRIBUTES {
        @Override
        byte[] encode(Example example) {
            return Json.COMPACT.writeValueAsBytes(new TreeMap<>(example.attributes()));
        }
    };

    /** Returns what the column holds of an example. */
    abstract byte[] encode(Example example);
}
