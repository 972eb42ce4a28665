package org.bakeoff.api;

/** Turns a text into token ids as a {@link Dataset} did for its examples. Several threads may ask it at once. */
@FunctionalInterface
public interface TextEncoder {

    /**
     * The token ids of a text, without padding, each at least 1; at most {@link DatasetInfo#length()} of them.
     *
     * @param text any text; one without words may give no ids
     */
    int[] encode(String text);
}
