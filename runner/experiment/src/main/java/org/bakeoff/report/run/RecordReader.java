package org.bakeoff.report.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Reads records strictly: nothing may be missing or unknown, and only numbers may be null, which makes them NaN. */
final class RecordReader {

    /** Something stands there that no record knows. */
    static final class Unknown extends JacksonException {

        private static final long serialVersionUID = 1;

        Unknown(String message) {
            super(message);
        }
    }

    /** The file is of another format. */
    static final class OtherFormat extends JacksonException {

        private static final long serialVersionUID = 1;

        OtherFormat(int found, int known) {
            super("it has format " + found + ", and this Bakeoff reads format " + known);
        }
    }

    private static final JsonSetter.Value FORBIDDEN = JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.DEFAULT);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withConfigOverride(String.class, override -> override.setNullHandling(FORBIDDEN))
            .withConfigOverride(Map.class, override -> override.setNullHandling(FORBIDDEN))
            .annotationIntrospector(new EnumNames())
            .addModule(new SimpleModule()
                    .addDeserializer(Double.TYPE, new Figure())
                    .addDeserializer(Double.class, new Figure())
                    .addDeserializer(Object.class, new Cell()))
            .build();

    /** Names the constants of enums in small letters, with hyphens. */
    private static final class EnumNames extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, @Nullable String[] names) {
            for (int index = 0; index < values.length; index++) {
                names[index] = values[index].name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
            return names;
        }
    }

    private static final Pattern MISSING = Pattern.compile("^Missing.* property '([^']*)'");

    private RecordReader() {}

    /** Returns the tree of a value that {@link #read} reads back. */
    static <T extends JsonNode> T write(Object value) {
        return MAPPER.valueToTree(value);
    }

    static <T extends Record> T read(JsonNode json, Class<T> type) {
        return MAPPER.treeToValue(json, type);
    }

    /** What is wrong and where, without what only a programmer would understand, and without a full stop. */
    static String fault(JacksonException fault) {
        String place = fault.getPath().stream()
                .map(part -> "/" + (part.getPropertyName() == null ? part.getIndex() : part.getPropertyName()))
                .collect(Collectors.joining());
        if (fault instanceof StreamReadException) {
            TokenStreamLocation at = fault.getLocation();
            return "it is no JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
        }
        String message =
                fault.getOriginalMessage().replaceFirst("(?s)( \\(|;|: ).*", "").replace('`', '\'');
        Matcher missing = MISSING.matcher(message);
        String told = missing.find() ? "the key '" + missing.group(1) + "' is missing" : message;
        return place.isEmpty() ? told : "at " + place + ": " + told;
    }

    /** A number; null stands for one that isn't finite. */
    private static final class Figure extends StdDeserializer<Double> {

        Figure() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.currentToken().isNumeric()) {
                return (Double) context.handleUnexpectedToken(context.constructType(Double.class), parser);
            }
            return parser.getDoubleValue();
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }

    /** A cell of a table: text, a whole number or another one. */
    private static final class Cell extends StdDeserializer<Object> {

        Cell() {
            super(Object.class);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            JsonToken token = parser.currentToken();
            if (token == JsonToken.VALUE_STRING) {
                return parser.getString();
            }
            if (token == JsonToken.VALUE_NUMBER_INT) {
                return parser.getLongValue();
            }
            if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                return parser.getDoubleValue();
            }
            return context.handleUnexpectedToken(context.constructType(Object.class), parser);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
