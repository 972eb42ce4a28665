package org.bakeoff.api;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds one labelled text. Examples are compared by identity, because two may have the same text.
 *
 * @param id a name that is the same in every run and unique within the training or test set; it has no control
 *     characters, and a spreadsheet must not take it for a formula, such as {@code =1+1}
 * @param tokens the token ids without padding: at most {@link DatasetInfo#length()}, each from 1 to
 *     {@link DatasetInfo#vocabularySize()} - 1. They are not copied and must not change
 * @param label the class index, from 0
 * @param text the text as a person would read it
 * @param group what makes examples similar beyond chance, such as the movie that a review is about. Examples of one
 *     group are never split between training and validation set, and count as one cluster in every interval. Pass
 *     the id where nothing groups examples
 * @param attributes other known properties by name, such as a rating, for error analysis; models never see them
 */
@SuppressWarnings("ArrayRecordComponent")
public record Example(String id, int[] tokens, int label, String text, String group, Map<String, String> attributes) {

    /**
     * Copies the attributes.
     *
     * @throws NullPointerException if anything is null; the message says what
     */
    public Example {
        Objects.requireNonNull(id, "the id of an example is null");
        Objects.requireNonNull(tokens, "the token ids of an example are null");
        Objects.requireNonNull(text, "the text of an example is null");
        Objects.requireNonNull(group, "the group of an example is null");
        Objects.requireNonNull(attributes, "the attributes of an example are null");
        try {
            attributes = Map.copyOf(attributes);
        } catch (NullPointerException e) {
            throw new NullPointerException("the name or the value of an attribute is null");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "Example[" + id + ", label " + label + ", " + tokens.length + " tokens]";
    }
}
