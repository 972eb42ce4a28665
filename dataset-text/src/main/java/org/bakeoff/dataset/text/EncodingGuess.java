package org.bakeoff.dataset.text;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Guesses the encoding of lines that are no Unicode. ICU judges by the frequencies of three letters in a row, which fail where
 * there are few different words, or where most of them are English ones. So it judges encodings of several bytes a character by
 * the words beyond ASCII alone, and Latin ones by whole lines; of other scripts the most frequent letters decide.
 */
final class EncodingGuess {

    private static final int SAMPLE = 8_000;
    private static final int SURE = 50;

    /** Up to so many bytes beyond ASCII in a row are accents and quotation marks among Latin letters. */
    private static final double LATIN_RUN = 2;

    /** The most frequent letters of a script make up more of a text. */
    private static final double FREQUENT = 0.4;

    private static final Set<String> LATIN =
            Set.of("ISO-8859-1", "ISO-8859-2", "ISO-8859-9", "windows-1250", "windows-1252", "windows-1254");

    /** The ten most frequent letters that each encoding is for. */
    private static final Map<String, String> LETTERS = new LinkedHashMap<>();

    static {
        for (String cyrillic : List.of("windows-1251", "KOI8-R", "ISO-8859-5", "IBM866")) {
            LETTERS.put(cyrillic, "\u043e\u0435\u0430\u0438\u043d\u0442\u0441\u0440\u0432\u043b");
        }
        for (String greek : List.of("windows-1253", "ISO-8859-7")) {
            LETTERS.put(greek, "\u03b1\u03bf\u03b9\u03b5\u03c4\u03c3\u03bd\u03b7\u03c5\u03c1");
        }
        for (String hebrew : List.of("windows-1255", "ISO-8859-8")) {
            LETTERS.put(hebrew, "\u05d9\u05d5\u05d4\u05dc\u05d0\u05ea\u05e8\u05de\u05e9\u05d1");
        }
        for (String arabic : List.of("windows-1256", "ISO-8859-6")) {
            LETTERS.put(arabic, "\u0627\u0644\u0648\u064a\u0646\u0645\u0631\u062a\u0628\u0639");
        }
        LETTERS.put("x-windows-874", "\u0e32\u0e19\u0e23\u0e01\u0e2d\u0e40\u0e07\u0e21\u0e22\u0e25");
    }

    private EncodingGuess() {}

    /** Returns the most likely encoding; empty if none fits. */
    static Optional<Charset> of(byte[] lines) {
        byte[] words = words(lines);
        Predicate<CharsetMatch> single =
                match -> LATIN.contains(match.getName()) || LETTERS.containsKey(match.getName());
        Optional<Charset> wide =
                best(repeated(words), lines, match -> !single.test(match) && match.getConfidence() >= SURE);
        if (wide.isPresent()) {
            return wide;
        }
        if (run(words) <= LATIN_RUN) {
            return best(lines, lines, match -> LATIN.contains(match.getName()))
                    .or(() -> List.of("windows-1252", "ISO-8859-1").stream()
                            .map(Charset::forName)
                            .filter(charset -> decodes(charset, lines))
                            .findFirst());
        }
        return byLetters(words).or(() -> best(repeated(words), lines, match -> true));
    }

    private static Optional<Charset> best(byte[] sample, byte[] lines, Predicate<CharsetMatch> wanted) {
        return Arrays.stream(new CharsetDetector().setText(sample).detectAll())
                .filter(match -> !match.getName().startsWith("UTF") && Charset.isSupported(match.getName()))
                .filter(wanted)
                .map(match -> Charset.forName(match.getName()))
                .filter(charset -> decodes(charset, lines))
                .findFirst();
    }

    /** Returns the words with characters beyond ASCII. No encoding has blanks, quotes or commas within a character. */
    private static byte[] words(byte[] lines) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        int from = 0;
        for (int index = 0; index < lines.length; index++) {
            if ((lines[index] >= 0 && lines[index] < '0') || index == lines.length - 1) {
                byte[] word = Arrays.copyOfRange(lines, from, index + 1);
                from = index + 1;
                if (Encoding.hasNonAscii(word)) {
                    words.writeBytes(word);
                    words.write(' ');
                }
            }
        }
        return words.toByteArray();
    }

    private static byte[] repeated(byte[] words) {
        byte[] sample = new byte[SAMPLE];
        for (int index = 0; index < SAMPLE && words.length > 0; index++) {
            sample[index] = words[index % words.length];
        }
        return sample;
    }

    /** Returns how many bytes beyond ASCII follow one another on average. */
    private static double run(byte[] words) {
        int bytes = 0;
        int runs = 0;
        for (int index = 0; index < words.length; index++) {
            if (words[index] < 0) {
                bytes++;
                runs += index == 0 || words[index - 1] >= 0 ? 1 : 0;
            }
        }
        return runs == 0 ? 0 : (double) bytes / runs;
    }

    private static Optional<Charset> byLetters(byte[] words) {
        @Nullable Charset best = null;
        double most = FREQUENT;
        for (Map.Entry<String, String> one : LETTERS.entrySet()) {
            if (Charset.isSupported(one.getKey()) && decodes(Charset.forName(one.getKey()), words)) {
                String text = new String(words, Charset.forName(one.getKey()));
                double share = share(text, one.getValue());
                if (share > most) {
                    most = share;
                    best = Charset.forName(one.getKey());
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Returns the share of some letters among the characters beyond ASCII; capital letters within words count as others. */
    private static double share(String text, String letters) {
        int all = 0;
        int found = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character > 0x7f) {
                boolean first = index == 0 || !Character.isLetter(text.charAt(index - 1));
                char letter = first ? Character.toLowerCase(character) : character;
                all++;
                found += letters.indexOf(letter) >= 0 ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double) found / all;
    }

    private static boolean decodes(Charset charset, byte[] sample) {
        // The last character may be cut.
        for (int cut = 0; cut < 4 && cut <= sample.length; cut++) {
            try {
                charset.newDecoder().decode(ByteBuffer.wrap(sample, 0, sample.length - cut));
                return true;
            } catch (CharacterCodingException e) {
                // It is cut shorter.
            }
        }
        return false;
    }
}
