package org.bakeoff.dataset.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.text.Loading.refusal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.DataSplits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files in encodings of all kinds. */
final class EncodingTest {

    @TempDir
    private Path dir;

    private DataSplits load(String content, String charset, Map<String, ?> more) throws IOException {
        Path train = Files.write(dir.resolve("train.csv"), content.getBytes(Charset.forName(charset)));
        Path test = Files.writeString(dir.resolve("test.jsonl"), "{\"text\": \"so\", \"label\": \"a\"}");
        return Loading.load(Loading.with(train, test, more));
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8, false",
        "UTF-8, true",
        "UTF-16LE, true",
        "UTF-16BE, true",
        "UTF-16LE, false",
        "UTF-16BE, false",
        "UTF-32LE, true",
        "UTF-32BE, true",
        "UTF-32LE, false",
        "UTF-32BE, false",
    })
    void unicodeIsFoundOut(String charset, boolean marked) throws IOException {
        DataSplits data = load((marked ? "\uFEFF" : "") + "label,text\na,Grüße\nb,字 😀\n", charset, Map.of());
        assertThat(Loading.texts(data.train())).containsExactly("Grüße", "字 😀");
        if (charset.equals("UTF-8")) {
            assertThat(data.notes()).isEmpty();
        } else {
            assertThat(data.notes())
                    .singleElement()
                    .asString()
                    .startsWith("train.csv: read as " + charset + ", as its ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ISO-8859-1   | Die Straße war schön und das Frühstück für alle köstlich|Où est la clé? Très déçu par l'hôtel",
                "windows-1252 | “It’s good” – said José, the café was fine|don’t buy it, it’s a naïve copy…",
                "windows-1251 | Очень хороший телефон, мне понравился|Плохое качество, не покупайте это никогда",
                "KOI8-R       | Очень хороший телефон, мне понравился|Плохое качество, не покупайте это никогда",
                "windows-1251 | good очень хороший фильм|bad очень плохой фильм",
                "KOI8-R       | good очень хороший фильм|bad очень плохой фильм",
                "windows-1253 | good πολύ καλή ταινία|bad πολύ κακή ταινία",
                "windows-1255 | good המוצר הזה מצוין ואני ממליץ עליו לכולם|bad המוצר הזה נהרס לי אחרי שבוע לא לקנות",
                "windows-1256 | good فيلم جيد جدا|bad فيلم سيئ للغاية",
                "x-windows-874 | good หนังดีมาก|bad หนังไม่ดี",
                "windows-1252 | good café|bad",
                "windows-1252 | good|only €5",
                "EUC-JP       | good とても良い映画でした|bad とても悪い映画でした",
                "Shift_JIS    | この商品はとても良いです。買ってよかった|すぐに壊れてしまいました。残念です",
                "GB18030      | 这个手机非常好，我很喜欢它的颜色和包装|质量太差了，用了一天就坏了，非常失望",
                "Big5         | 這個手機非常好，我很喜歡它的顏色和包裝|品質太差了，用了一天就壞了，非常失望",
                "EUC-KR       | 이 제품은 정말 좋습니다 아주 만족합니다|품질이 너무 나쁘고 금방 고장이 났습니다",
            })
    void otherEncodingsAreFoundOutAndReported(String charset, String good, String bad) throws IOException {
        DataSplits data = load("label,text\na," + quoted(good) + "\nb," + quoted(bad) + "\n", charset, Map.of());
        assertThat(Loading.texts(data.train())).containsExactly(good, bad);
        assertThat(data.notes()).singleElement().asString().contains("read as ", "\"encoding\" names another one");
        assertThat(Loading.texts(load(
                                "label,text\na," + quoted(good) + "\nb," + quoted(bad) + "\n",
                                charset,
                                Map.of("encoding", charset))
                        .train()))
                .containsExactly(good, bad);
    }

    @ParameterizedTest
    @ValueSource(strings = {"latin-1", "latin1", "ISO-8859-1", "iso8859_1", "cp1252", "windows-1252"})
    void namesMayBeThoseOfPython(String name) throws IOException {
        assertThat(Loading.texts(load("label,text\na,café\nb,x\n", "ISO-8859-1", Map.of("encoding", name))
                        .train()))
                .containsExactly("café", "x");
        assertThat(Encoding.named("utf-8-sig")).contains(UTF_8);
        assertThat(Encoding.named("utf_16_le")).isEqualTo(Encoding.named("UTF-16LE"));
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    @Test
    void whatDoesNotHaveTheGivenEncodingIsNamedWithItsLineAndByte() throws IOException {
        Path latin = Files.write(
                dir.resolve("latin.csv"), "text,label\nx,a\ncafé,b".getBytes(Charset.forName("ISO-8859-1")));
        refusal(Loading.with(latin, 0.5, Map.of("encoding", "utf-8")))
                .startsWith(
                        latin + ", line 3: this is no UTF-8: byte 18 of the file (from 0), 0xE9, begins no character.");
        Path cut = Files.write(
                dir.resolve("cut.csv"),
                new byte[] {'l', 'a', 'b', 'e', 'l', ',', 't', 'e', 'x', 't', '\n', 'a', ',', (byte) 0xE2});
        refusal(Loading.with(cut, 0.5, Map.of("encoding", "UTF-8"))).contains("line 2", "byte 13");
    }

    /** The beginning says UTF-8, and what follows must be valid to the end. */
    @Test
    void anInvalidByteBehindTheBeginningIsNamedWithItsLineAndTheRemedy() throws IOException {
        StringBuilder rows = new StringBuilder("label,text\n");
        while (rows.length() < (1 << 20) + 10) {
            rows.append("a,plain text\nb,other text\n");
        }
        long lines = rows.chars().filter(one -> one == '\n').count();
        Path train = Files.write(
                dir.resolve("late.csv"),
                (rows + "b,Die Straße war schön und das Frühstück köstlich\n").getBytes(Charset.forName("ISO-8859-1")));
        refusal(Loading.config(train, "0.5"))
                .contains("line " + (lines + 1) + ": this is no UTF-8", "give \"encoding\": \"ISO-8859-1\"");
    }

    @Test
    void damagedUtf8IsNotTakenForAnotherEncoding() throws IOException {
        byte[] start = "label,text\na,Grüße schön für über Äpfel\nb,".getBytes(UTF_8);
        byte[] all = java.util.Arrays.copyOf(start, start.length + 1);
        all[start.length] = (byte) 0xff;
        refusal(Loading.config(Files.write(dir.resolve("train.csv"), all), "0.5"))
                .contains("line 3: this is no UTF-8");
    }

    @Test
    void textsInFoldersShareOneEncoding() throws IOException {
        String[] texts = {"Jürgen schrieb: schöne Grüße", "plain", "Straße und Frühstück", "über alle Maßen", "€ größer"
        };
        for (int text = 0; text < texts.length; text++) {
            for (String label : List.of("a", "b")) {
                Path file = dir.resolve("train/" + label + "/" + text);
                Files.createDirectories(file.getParent());
                Files.write(file, texts[text].getBytes(text == 4 ? UTF_8 : Charset.forName("ISO-8859-1")));
            }
        }
        DataSplits data = Loading.load(Loading.config(dir.resolve("train"), "0.5"));
        assertThat(Loading.texts(Loading.all(data))).containsOnly(texts);
        assertThat(data.notes()).singleElement().asString().contains("read as ISO-8859-1", "6 of 10 texts");
    }
}
