package org.bakeoff.api;

import java.util.Map;

/**
 * One labelled text. Equality is identity: two examples may well hold the same text.
 */
public final class Example {

    private final String id;
    private final int[] tokens;
    private final int label;
    private final String text;
    private final String group;
    private final Map<String, String> attributes;

    /**
     * Holds what it is given; the tokens are not copied and must not change any more.
     *
     * @param id a name that stays the same from run to run and is unique within its set; without control characters, and
     *     nothing that a spreadsheet would compute, such as {@code =1+1}
     * @param tokens the token ids, without padding, at most {@link DatasetInfo#length()} of them, each at least 1
     * @param label the index of the class, from 0
     * @param text the text as a person would read it
     * @param group what makes examples alike beyond chance, such as the movie a review is about; examples of one group
     *     are never split between training and validation, and count as one cluster in every interval. The id, where
     *     nothing groups examples
     * @param attributes what else is known of it, by name, such as a rating; for error analysis, never for models
     */
    public Example(String id, int[] tokens, int label, String text, String group, Map<String, String> attributes) {
        this.id = id;
        this.tokens = tokens;
        this.label = label;
        this.text = text;
        this.group = group;
        this.attributes = Map.copyOf(attributes);
    }

    /** Its name within its set. */
    public String id() {
        return id;
    }

    /** Its token ids without padding; not to be changed. */
    public int[] tokens() {
        return tokens;
    }

    /** The index of its class. */
    public int label() {
        return label;
    }

    /** The text as a person would read it. */
    public String text() {
        return text;
    }

    /** The group it belongs to. */
    public String group() {
        return group;
    }

    /** What else is known of it, by name. */
    public Map<String, String> attributes() {
        return attributes;
    }

    @Override
    public String toString() {
        return "Example[" + id + ", label " + label + ", " + tokens.length + " tokens]";
    }
}
