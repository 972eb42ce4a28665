package org.bakeoff.dataset.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads JSON objects: one on each line, an array of objects, or one object after the other, however they are broken into lines. A
 * column is a key, or a JSON pointer (RFC 6901) such as {@code /data/text}.
 */
final class JsonRowReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Python writes NaN, which the check of classes then names.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final String PANDAS =
            "a table of pandas must be written row by row: to_json(..., orient=\"records\", lines=True)";

    private static final String EXAMPLE =
            "a line must hold one object, such as {\"text\": \"...\", \"label\": \"...\"}";
    private static final String OBJECTS =
            "there must be objects, such as {\"text\": \"...\", \"label\": \"...\"}, or an array of them";
    private static final int LONGEST = 1 << 24;
    private static final int NAMES = 100;
    private static final int MOST_PLACES = 30;

    private final TextSource source;
    private final Charset charset;
    private final Columns columns;
    private final List<String> wanted;
    private final RowCollector rows;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean first = true;
    private boolean broken;
    private long line;

    JsonRowReader(TextSource source, Charset charset, Columns columns, RowCollector rows) {
        this.source = source;
        this.charset = charset;
        this.columns = columns;
        this.wanted = columns.all();
        this.rows = rows;
    }

    /** Reads all rows; blank lines are passed over. */
    void read() throws IOException {
        try (BufferedReader reader = new BufferedReader(new StrictReader(source, charset))) {
            StringBuilder json = new StringBuilder();
            for (boolean more = true; more; ) {
                line++;
                json.setLength(0);
                more = line(reader, json);
                String start = json.toString().strip();
                if (first && (start.startsWith("[") || (start.startsWith("{") && more && !isWhole(start)))) {
                    stream(new Joined(json + (broken ? "\n" : ""), reader), start.startsWith("["));
                    return;
                }
                if (!start.isEmpty()) {
                    add(json.toString());
                }
            }
        }
    }

    /** Reads up to the next line break; false at the end of the file. Stops early in a line that begins with an array. */
    private boolean line(Reader reader, StringBuilder json) throws IOException {
        boolean blank = true;
        int next = reader.read();
        while (next >= 0 && next != '\n') {
            if (json.length() == LONGEST) {
                throw source.fault(line, "this line is longer than " + LONGEST + " characters; " + EXAMPLE);
            }
            if (first && next == '[' && blank) {
                json.append('[');
                return true;
            }
            blank &= Character.isWhitespace(next);
            json.append((char) next);
            next = reader.read();
        }
        broken = next >= 0;
        return broken;
    }

    /** Returns whether a line doesn't end within an object. */
    private static boolean isWhole(String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            parser.skipChildren();
            return true;
        } catch (UnexpectedEndOfInputException cut) {
            return false;
        } catch (JacksonException wrong) {
            return true;
        }
    }

    /** Reads an array, or objects that are broken into lines. */
    private void stream(Reader reader, boolean array) throws IOException {
        long before = line - 1;
        long number = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), reader)) {
            if (array) {
                parser.nextToken();
            }
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                line = before + parser.currentTokenLocation().getLineNr();
                if (array && token == JsonToken.END_ARRAY) {
                    if (parser.nextToken() != null) {
                        throw source.fault(line, "after the array comes something else; " + OBJECTS);
                    }
                    return;
                }
                if (token != JsonToken.START_OBJECT) {
                    throw source.fault(line, "this is " + kind(token) + ", but no object; " + OBJECTS);
                }
                number++;
                add(values(parser), number);
            }
        } catch (JacksonException syntax) {
            TokenStreamLocation at = syntax.getLocation();
            throw source.fault(
                    at == null ? line : before + at.getLineNr(), where(syntax) + reason(syntax) + "; " + OBJECTS);
        }
    }

    private void add(String json) throws IOException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw source.fault(line, "this is JSON, but no object; " + EXAMPLE);
            }
            Map<String, String> values = values(parser);
            if (parser.nextToken() != null) {
                throw source.fault(line, "after the object comes something else; " + EXAMPLE);
            }
            add(values, line);
        } catch (JacksonException syntax) {
            throw source.fault(line, where(syntax) + reason(syntax) + "; " + EXAMPLE);
        }
    }

    private Map<String, String> values(JsonParser parser) throws IOException {
        names.clear();
        Map<String, String> values = new HashMap<>();
        object(parser, "", values);
        first = false;
        return values;
    }

    private void add(Map<String, String> values, long number) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String column : columns.text()) {
            text.append(text.isEmpty() && column.equals(columns.text().get(0)) ? "" : " ")
                    .append(required(values, column));
        }
        rows.add(
                line,
                number,
                new RowCollector.Values(
                        text.toString(),
                        required(values, columns.label()),
                        optional(values, columns.id()),
                        optional(values, columns.group())));
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

    /** Reads what an object has of the columns; in the first row, notes what else there is. */
    private void object(JsonParser parser, String at, Map<String, String> values) throws IOException {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            String pointer = at + "/" + name.replace("~", "~0").replace("/", "~1");
            value(
                    parser,
                    at.isEmpty() && wanted.contains(name) ? name : pointer,
                    at.isEmpty() ? name : pointer,
                    values);
        }
    }

    private void value(JsonParser parser, String column, String shown, Map<String, String> values) throws IOException {
        if (names.size() < NAMES) {
            names.add(shown);
        }
        JsonToken token = parser.currentToken();
        if (wanted.contains(column)) {
            values.put(column, scalar(parser, column));
        } else if (token == JsonToken.START_OBJECT && descends(column)) {
            object(parser, column, values);
        } else if (token == JsonToken.START_ARRAY && descends(column)) {
            int index = 0;
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                value(parser, column + "/" + index, column + "/" + index, values);
                index++;
            }
        } else {
            parser.skipChildren();
        }
    }

    /** Returns whether something below a pointer is read, or looked at to give advice. */
    private boolean descends(String pointer) {
        return (first && names.size() < NAMES) || wanted.stream().anyMatch(column -> column.startsWith(pointer + "/"));
    }

    /** Returns the value of a column that is read, as text. */
    private String scalar(JsonParser parser, String name) throws InvalidDataException {
        boolean text = columns.text().contains(name);
        JsonToken token = parser.currentToken();
        boolean scalar = token.isNumeric() || token.isBoolean();
        if (token == JsonToken.VALUE_NULL
                && (name.equals(columns.group())
                        || name.equals(columns.label())
                        || (text && columns.text().size() > 1))) {
            return "";
        }
        if (token != JsonToken.VALUE_STRING && (text || !scalar)) {
            throw source.fault(
                    line,
                    TextSource.quoted(name) + " is " + kind(token) + "; it must be a text in quotes"
                            + (text ? "" : " or a number") + advice(token));
        }
        String value = token.isNumeric() && name.equals(columns.label()) ? number(parser) : parser.getString();
        if (!whole(value)) {
            throw source.fault(line, TextSource.quoted(name) + " holds half of a character, such as \\ud83d alone");
        }
        return value;
    }

    /** Returns the text of a number; equal numbers, such as 1 and 1.0, have the same. */
    private static String number(JsonParser parser) {
        String text = parser.getString();
        try {
            BigDecimal value = new BigDecimal(text).stripTrailingZeros();
            return Math.abs((long) value.scale()) <= MOST_PLACES ? value.toPlainString() : value.toString();
        } catch (NumberFormatException | ArithmeticException e) {
            // NaN, or an exponent that no number has.
            return text;
        }
    }

    private static String advice(JsonToken token) {
        return token == JsonToken.START_OBJECT
                ? ". A field in it is named by a JSON pointer, such as \"/data/text\"; " + PANDAS
                : token == JsonToken.START_ARRAY ? "; " + PANDAS : "";
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_STRING -> "a text";
            default -> "a number";
        };
    }

    private static boolean whole(String text) {
        return text.codePoints()
                .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private String required(Map<String, String> values, String column) throws InvalidDataException {
        String value = values.get(column);
        if (value == null) {
            throw source.fault(line, missing(column));
        }
        return value;
    }

    private String missing(String column) {
        List<String> there =
                names.stream().filter(name -> !name.startsWith("/")).toList();
        Optional<String> rows = names.stream()
                .filter(name -> name.matches("/[^/]+/0/.*"))
                .map(name -> name.substring(1, name.indexOf('/', 1)))
                .findFirst();
        if (rows.isPresent() && there.contains(rows.get())) {
            return "this object has no " + TextSource.quoted(column) + ", but an array, "
                    + TextSource.quoted(rows.get()) + ". If they are the rows, take them out"
                    // A key from the file must not be part of a command unless a shell and jq take it as it is.
                    + (rows.get().matches("[A-Za-z_][A-Za-z0-9_]*")
                            ? ": jq -c '." + rows.get() + "[]' " + TextSource.shell(source.name()) + " > rows.jsonl"
                            : "")
                    + ", or let pandas write to_json(..., orient=\"records\","
                    + " lines=True)";
        }
        if (there.contains("columns") && there.contains("index")) {
            return "this object has no " + TextSource.quoted(column) + "; " + PANDAS;
        }
        Pattern nested = Pattern.compile("/[^/]+/" + Pattern.quote(column));
        if (names.stream().filter(name -> nested.matcher(name).matches()).count() > 1) {
            return "this object has no " + TextSource.quoted(column)
                    + ", but several objects that have. If they are the"
                    + " rows, take them out: jq -c '.[]' " + TextSource.shell(source.name())
                    + " > rows.jsonl; " + PANDAS;
        }
        return names.stream()
                .filter(name -> name.startsWith("/") && name.endsWith("/" + column))
                .findFirst()
                .map(pointer -> Columns.there("this object has no " + TextSource.quoted(column) + "; it has", there, "")
                        + "; did you mean \"" + columns.key(column) + "\": " + TextSource.json(pointer) + "?")
                .orElseGet(() -> columns.missing("this object", column, there));
    }

    private @Nullable String optional(Map<String, String> values, @Nullable String column) throws InvalidDataException {
        return column == null ? null : required(values, column);
    }

    /** A text and what a reader has left. */
    private static final class Joined extends Reader {

        private final Reader start;
        private final Reader rest;

        Joined(String start, Reader rest) {
            this.start = new StringReader(start);
            this.rest = rest;
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int count = start.read(target, offset, length);
            return count > 0 ? count : rest.read(target, offset, length);
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
