package org.bakeoff.dataset.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is written by others' writers is read as it was. */
final class RoundTripTest {

    private Path file = Path.of("");

    @AfterTry
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Texts of all that makes trouble: separators, quotes, line breaks, byte order marks, any character there is. */
    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> trouble = Arbitraries.of(
                ",", ";", "\t", "\"", "\"\"", "\n", "\r", "\r\n", " ", "word", "\uFEFF", "\u0000", "é", "字", "😀",
                "\u2028");
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(3).filter(UTF_8.newEncoder()::canEncode);
        return Arbitraries.oneOf(trouble, trouble, any)
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts))
                .list()
                .ofMinSize(2)
                .ofMaxSize(8);
    }

    @Property(tries = 300)
    void valuesBySeparators(
            @ForAll("texts") List<String> texts,
            @ForAll boolean tabs,
            @ForAll boolean semicolons,
            @ForAll boolean mark,
            @ForAll LineDelimiter lines,
            @ForAll boolean quoted)
            throws IOException {
        StringWriter all = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder()
                .fieldSeparator(tabs ? '\t' : semicolons ? ';' : ',')
                .lineDelimiter(lines)
                .quoteStrategy(quoted ? QuoteStrategies.ALWAYS : QuoteStrategies.REQUIRED)
                .build(all)) {
            csv.writeRecord("label", "text");
            for (int row = 0; row < texts.size(); row++) {
                csv.writeRecord("c" + row % 2, texts.get(row));
            }
        }
        assertThat(read(tabs ? ".tsv" : ".csv", (mark ? "\uFEFF" : "") + all)).isEqualTo(texts);
    }

    @Property(tries = 200)
    void jsonLines(@ForAll("texts") List<String> texts) throws IOException {
        JsonMapper json = JsonMapper.shared();
        String all = texts.stream()
                .map(text -> json.writeValueAsString(Map.of("text", text, "label", text.equals(texts.get(0)))))
                .collect(Collectors.joining("\n"));
        String more = "\n{\"text\": \"\", \"label\": true}\n{\"text\": \"\", \"label\": false}";
        assertThat(read(".jsonl", all + more).subList(0, texts.size())).isEqualTo(texts);
    }

    /** Any bytes: read as Java's own decoder reads them, or refused at the byte where that stops. */
    @Property(tries = 400)
    void bytes(@ForAll("bytes") byte[] bytes, @ForAll @IntRange(max = 3) int padding) throws IOException {
        // So that characters lie across the reader's blocks.
        ByteBuffer all = ByteBuffer.allocate((1 << 16) - padding + bytes.length);
        while (all.remaining() > bytes.length) {
            all.put((byte) 'x');
        }
        all.put(bytes).flip();
        file = Files.write(Files.createTempFile("bytes", ".txt"), all.array());
        CharsetDecoder strict = UTF_8.newDecoder();
        CharBuffer expected = CharBuffer.allocate(all.capacity());
        boolean wrong = strict.decode(all, expected, true).isError();
        StringWriter found = new StringWriter();

        IOException refusal = catchThrowableOfType(IOException.class, () -> {
            try (StrictReader reader = new StrictReader(new TextSource("it", file), UTF_8)) {
                reader.transferTo(found);
            }
        });

        assertThat(refusal != null).isEqualTo(wrong);
        assertThat(found.toString().replace("\uFEFF", ""))
                .isEqualTo(expected.flip().toString().replace("\uFEFF", ""));
        if (refusal != null) {
            assertThat(refusal).hasMessageContaining("byte " + all.position() + " of the file");
        }
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        Arbitrary<byte[]> parts =
                Arbitraries.of("a", "é", "字", "😀", "\n", "\r\n", "\uFEFF").map(text -> text.getBytes(UTF_8));
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(1);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(12, parts), net.jqwik.api.Tuple.of(1, any))
                .list()
                .ofMaxSize(12)
                .map(RoundTripTest::joined);
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteBuffer all =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(all::put);
        return all.array();
    }

    private List<String> read(String ending, String content) throws IOException {
        file = Files.writeString(Files.createTempFile("rows", ending), content);
        TextSource source = new TextSource(file.toString(), file);
        return new RowReader(new Reading(Loading.config(file, "0.5")))
                .rows(List.of(source)).stream().map(Row::text).toList();
    }
}
