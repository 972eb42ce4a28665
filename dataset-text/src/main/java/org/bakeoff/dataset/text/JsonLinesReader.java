package org.bakeoff.dataset.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads a JSON object from each line. */
final class JsonLinesReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final String EXAMPLE =
            "a line must hold one object, such as {\"text\": \"...\", \"label\": \"...\"}";
    private static final int LONGEST = 1 << 24;

    private final TextSource source;
    private final Columns columns;
    private final LabelNames labels;
    private long line;

    JsonLinesReader(TextSource source, Columns columns, LabelNames labels) {
        this.source = source;
        this.columns = columns;
        this.labels = labels;
    }

    /** Reads all rows; blank lines are passed over. */
    List<Row> rows() throws IOException {
        RowCollector rows = new RowCollector(source, columns, labels);
        try (BufferedReader reader = new BufferedReader(new Utf8Reader(source))) {
            StringBuilder json = new StringBuilder();
            for (boolean more = true; more; ) {
                line++;
                json.setLength(0);
                more = line(reader, json);
                if (!json.toString().isBlank()) {
                    add(json.toString(), rows);
                }
            }
        }
        return rows.all();
    }

    /** Reads up to the next line break; false at the end of the file. */
    private boolean line(Reader reader, StringBuilder json) throws IOException {
        int next = reader.read();
        while (next >= 0 && next != '\n') {
            if (json.length() == LONGEST) {
                throw source.fault(line, "this line is longer than " + LONGEST + " characters; " + EXAMPLE);
            }
            json.append((char) next);
            next = reader.read();
        }
        return next >= 0;
    }

    private void add(String json, RowCollector rows) throws InvalidDataException {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw source.fault(line, "this is JSON, but no object; " + EXAMPLE);
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                values.put(name, value(parser, name));
            }
            if (parser.nextToken() != null) {
                throw source.fault(line, "after the object comes something else; " + EXAMPLE);
            }
        } catch (JacksonException syntax) {
            throw source.fault(line, where(syntax) + reason(syntax) + "; " + EXAMPLE);
        }
        rows.add(
                line,
                required(values, columns.text()),
                required(values, columns.label()),
                optional(values, columns.id()),
                optional(values, columns.group()));
    }

    /** Violated limits have no location. */
    private static String where(JacksonException syntax) {
        TokenStreamLocation at = syntax.getLocation();
        return at == null ? "" : "column " + at.getColumnNr() + ": ";
    }

    private static String reason(JacksonException syntax) {
        return syntax instanceof StreamConstraintsException
                ? "this is nested deeper, or has a longer number or key, than any row"
                : "this is no JSON: "
                        + TextSource.printable(syntax.getOriginalMessage().replaceAll("\\s+", " "));
    }

    /** Returns the value of a column that is read, as text; null for other columns. */
    private @Nullable String value(JsonParser parser, String name) throws InvalidDataException {
        boolean text = name.equals(columns.text());
        if (!text && !name.equals(columns.label()) && !name.equals(columns.id()) && !name.equals(columns.group())) {
            parser.skipChildren();
            return null;
        }
        JsonToken token = parser.currentToken();
        boolean scalar = token.isNumeric() || token.isBoolean();
        if (token == JsonToken.VALUE_NULL && name.equals(columns.group())) {
            return "";
        }
        if (token != JsonToken.VALUE_STRING && (text || !scalar)) {
            throw source.fault(
                    line,
                    TextSource.quoted(name) + " is " + kind(token) + "; it must be a text in quotes"
                            + (text ? "" : " or a number"));
        }
        String value = parser.getString();
        if (!whole(value)) {
            throw source.fault(line, TextSource.quoted(name) + " holds half of a character, such as \\ud83d alone");
        }
        return value;
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            default -> "a number";
        };
    }

    private static boolean whole(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private String required(Map<String, @Nullable String> values, String column) throws InvalidDataException {
        String value = values.get(column);
        if (value == null) {
            throw source.fault(line, columns.missing("this object", column, List.copyOf(values.keySet())));
        }
        return value;
    }

    private @Nullable String optional(Map<String, @Nullable String> values, @Nullable String column)
            throws InvalidDataException {
        return column == null ? null : required(values, column);
    }
}
