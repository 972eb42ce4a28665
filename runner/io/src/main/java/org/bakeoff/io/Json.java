package org.bakeoff.io;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The mappers that everything shares; both are immutable. */
public final class Json {

    /**
     * For what people write: comments and trailing commas are fine, a key that stands twice is not, nor is deeper
     * nesting than could be written again.
     */
    public static final JsonMapper LENIENT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_YAML_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build())
            .build();

    /** For what Bakeoff writes and reads back, one value a line. */
    public static final JsonMapper COMPACT = JsonMapper.builder().build();

    /** For what Bakeoff writes for people to read too, on a terminal if they like. */
    public static final JsonMapper PRETTY = JsonMapper.builder(JsonFactory.builder()
                    .characterEscapes(new TerminalSafeEscapes())
                    .build())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private Json() {}

    /** Returns a tree as a file of it would be read, where every number has the type that its digits say. */
    public static JsonNode read(JsonNode tree) {
        return COMPACT.readTree(COMPACT.writeValueAsString(tree));
    }
}
