package org.bakeoff.api;

import java.util.Map;

/** Holds one labelled text. Examples are compared by identity, because two may have the same text. */
public final class Example {

    private final String id;
    private final int[] tokens;
    private final int label;
    private final String text;
    private final String group;
    private final Map<String, String> attributes;

    /**
     * Makes an example. It does not copy the tokens, which must not change afterwards.
     *
     * @param id a name that is the same in every run and unique within the training or test set; it has no control
     *     characters, and a spreadsheet must not take it for a formula, such as {@code =1+1}
     * @param tokens the token ids without padding: at most {@link DatasetInfo#length()}, each from 1 to
     *     {@link DatasetInfo#vocabularySize()} - 1
     * @param label the class index, from 0
     * @param text the text as a person would read it
     * @param group what makes examples similar beyond chance, such as the movie that a review is about. Examples of one
     *     group are never split between training and validation set, and count as one cluster in every interval. Pass
     *     the id where nothing groups examples
     * @param attributes other known properties by name, such as a rating, for error analysis; models never see them
     */
    public Example(String id, int[] tokens, int label, String text, String group, Map<String, String> attributes) {
        this.id = id;
        this.tokens = tokens;
        this.label = label;
        this.text = text;
        this.group = group;
        this.attributes = Map.copyOf(attributes);
    }

    /** Returns the name, unique within the training or test set. */
    public String id() {
        return id;
    }

    /** Returns the token ids without padding; the array must not be changed. */
    public int[] tokens() {
        return tokens;
    }

    /** Returns the class index, from 0. */
    public int label() {
        return label;
    }

    /** Returns the text as a person would read it. */
    public String text() {
        return text;
    }

    /** Returns the group. */
    public String group() {
        return group;
    }

    /** Returns other known properties by name. */
    public Map<String, String> attributes() {
        return attributes;
    }

    @Override
    public String toString() {
        return "Example[" + id + ", label " + label + ", " + tokens.length + " tokens]";
    }
}
