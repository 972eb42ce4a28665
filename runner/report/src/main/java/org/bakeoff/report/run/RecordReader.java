package org.bakeoff.report.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.Warning;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Reads records strictly: nothing may be missing or unknown, and only numbers, which makes them NaN, and what is optional may be null. */
final class RecordReader {

    /** Thrown when JSON isn't the record that was asked for. The message says what is wrong and where, without a full stop. */
    static final class InvalidRecordException extends JacksonException {

        private static final long serialVersionUID = 1;

        InvalidRecordException(String message) {
            super(message);
        }

        InvalidRecordException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final JsonSetter.Value FORBIDDEN = JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.DEFAULT);

    private static final JsonSetter.Value ALLOWED = JsonSetter.Value.forValueNulls(Nulls.SET, Nulls.DEFAULT);

    /** What null stands for something of. */
    private static final List<Class<?>> NULLABLE = List.of(
            Double.TYPE,
            Double.class,
            Optional.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            Cases.Attribution.class);

    private static final JsonMapper MAPPER = nullable(JsonMapper.builder())
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new EnumNames())
            .addMixIn(Warning.class, Kinds.class)
            .addMixIn(Looks.Plan.class, Kinds.class)
            .registerSubtypes(kinds(Warning.class))
            .registerSubtypes(kinds(Looks.Plan.class))
            .addModule(new SimpleModule()
                    .addSerializer(Double.TYPE, new FiniteNumber())
                    .addSerializer(Double.class, new FiniteNumber())
                    .addDeserializer(Double.TYPE, new NumberOrNull())
                    .addDeserializer(Double.class, new NumberOrNull())
                    .addDeserializer(Object.class, new Cell()))
            .build();

    /** Distinguishes the records of a sealed interface. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Kinds {}

    private RecordReader() {}

    private static JsonMapper.Builder nullable(JsonMapper.Builder mapper) {
        mapper.changeDefaultNullHandling(before -> FORBIDDEN);
        NULLABLE.forEach(type -> mapper.withConfigOverride(type, override -> override.setNullHandling(ALLOWED)));
        return mapper;
    }

    /** Returns the records of a sealed interface with their names in JSON: those of the classes, in small letters with hyphens. */
    private static NamedType[] kinds(Class<?> type) {
        return records(type)
                .map(kind -> new NamedType(
                        kind,
                        kind.getSimpleName()
                                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                                .toLowerCase(Locale.ROOT)))
                .toArray(NamedType[]::new);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(RecordReader::records)
                : Stream.of(type);
    }

    /** Returns the tree of a value that {@link #read} reads back; the constants of enums are in small letters, with hyphens. */
    static JsonNode write(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * Reads a record.
     *
     * @throws InvalidRecordException if the JSON isn't one
     */
    static <T extends Record> T read(JsonNode json, Class<T> type) {
        try {
            return MAPPER.treeToValue(json, type);
        } catch (DatabindException e) {
            throw new InvalidRecordException(fault(json, e), e);
        }
    }

    /** Returns what is wrong with a file: a place in its text that is no JSON, or what {@link #read} found. */
    static String fault(JacksonException fault) {
        if (fault instanceof StreamReadException) {
            TokenStreamLocation at = fault.getLocation();
            return "it is no JSON at line " + at.getLineNr() + ", column " + at.getColumnNr();
        }
        // All others are ours, and say what a user can understand.
        return fault instanceof DatabindException ? "it is not what a run writes" : fault.getOriginalMessage();
    }

    private static String fault(JsonNode json, DatabindException fault) {
        JsonPointer place = JsonPointer.empty();
        for (JacksonException.Reference step : fault.getPath()) {
            String name = step.getPropertyName();
            place = name == null ? place.appendIndex(step.getIndex()) : place.appendProperty(name);
        }
        JsonNode found = json.at(place);
        String key = place.matches() ? "" : place.last().getMatchingProperty();
        String what;
        if (found.isMissingNode()) {
            what = "the key '" + key + "' is missing";
        } else if (fault instanceof UnrecognizedPropertyException) {
            what = "the key '" + key + "' is unknown";
        } else if (fault instanceof MismatchedInputException mismatch) {
            what = start(found) + " is not " + expected(mismatch.getTargetType());
        } else {
            what = "the values don't fit together";
        }
        return place.matches() ? what : "at " + place + ": " + what;
    }

    private static String start(JsonNode value) {
        String text = value.toString();
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null || type == Object.class) {
            return "a text or a number";
        }
        if (type.isEnum()) {
            return "one of the known words";
        }
        if (type == Double.class || type == double.class) {
            return "a number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return type == boolean.class ? "true or false" : "a whole number";
        }
        if (type == String.class) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }

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

    /** Writes null for what isn't finite. */
    private static final class FiniteNumber extends StdSerializer<Double> {

        FiniteNumber() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    }

    /** Reads null as NaN. */
    private static final class NumberOrNull extends StdDeserializer<Double> {

        NumberOrNull() {
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
