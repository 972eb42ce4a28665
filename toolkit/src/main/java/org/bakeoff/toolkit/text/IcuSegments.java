package org.bakeoff.toolkit.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Splits normalised texts where ICU finds the boundaries of words and characters. */
final class IcuSegments {

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFKD = Normalizer2.getNFKDInstance();

    /** No character before it is a combining mark. */
    private static final int FIRST_MARK = 0x300;

    /** The combining marks in a row that are normalised together, at most. No language writes as many. */
    private static final int MOST_MARKS = 30;

    /** Shows nothing, and no mark is moved across it: U+034F, the combining grapheme joiner. */
    private static final char JOINER = '\u034F';

    /** What no reader sees, but for the joiners within words and emoji. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\u00AD\\u2060\\uFE00-\\uFE0F\\uFEFF]");

    /** Marks that join letters by the Unicode rules for words, as in "end.Start", and that don't join what people mean by words. */
    private static final Pattern JOINED = Pattern.compile("(?<=\\D)[._:\u00B7]+|[._:\u00B7]+(?=\\D|$)");

    private static final ThreadLocal<BreakIterator> WORDS =
            ThreadLocal.withInitial(() -> BreakIterator.getWordInstance(ULocale.ROOT));
    private static final ThreadLocal<BreakIterator> CHARACTERS =
            ThreadLocal.withInitial(() -> BreakIterator.getCharacterInstance(ULocale.ROOT));

    private IcuSegments() {}

    static List<String> words(String text) {
        List<String> words = new ArrayList<>(text.length() / 5);
        segments(WORDS.get(), normalised(text), segment -> {
            if (segment.codePoints().anyMatch(IcuSegments::isLetterOrNumber)) {
                addWords(segment, words);
            } else if (segment.codePoints().anyMatch(IcuSegments::isEmoji)) {
                words.add(segment);
            }
        });
        return words;
    }

    static List<String> characters(String text) {
        List<String> characters = new ArrayList<>(text.length());
        segments(CHARACTERS.get(), normalised(text), segment -> {
            if (!segment.isBlank()) {
                characters.add(segment);
            } else if (!characters.isEmpty()
                    && !characters.get(characters.size() - 1).equals(" ")) {
                characters.add(" ");
            }
        });
        return characters;
    }

    static List<String> ngrams(String text, int size) {
        List<String> ngrams = new ArrayList<>(text.length());
        for (String word : words(text)) {
            List<String> characters = new ArrayList<>();
            characters.add(" ");
            segments(CHARACTERS.get(), word, segment -> characters.add(segment));
            characters.add(" ");
            int last = Math.max(0, characters.size() - size);
            for (int start = 0; start <= last; start++) {
                int end = Math.min(start + size, characters.size());
                ngrams.add(String.join("", characters.subList(start, end)));
            }
        }
        return ngrams;
    }

    private static String normalised(String text) {
        String folded = NFKC.normalize(UCharacter.foldCase(NFKC.normalize(streamSafe(text)), true));
        return INVISIBLE.matcher(folded.replace('\u2019', '\'')).replaceAll("");
    }

    /**
     * Divides long runs of combining marks by joiners. Normalising sorts the marks of a run, in time that grows with its square.
     *
     * <p>Source: the stream-safe text format, unicode.org/reports/tr15.
     */
    static String streamSafe(String text) {
        StringBuilder safe = new StringBuilder();
        int copied = 0;
        int marks = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int character = text.codePointAt(at);
            marks = character < FIRST_MARK || NFKD.hasBoundaryBefore(character) ? 0 : marks + 1;
            if (marks > MOST_MARKS) {
                safe.append(text, copied, at).append(JOINER);
                copied = at;
                marks = 1;
            }
        }
        return copied == 0 ? text : safe.append(text, copied, text.length()).toString();
    }

    /** Passes each segment on. */
    private static void segments(BreakIterator boundaries, String text, Consumer<String> taker) {
        boundaries.setText(text);
        int start = boundaries.first();
        for (int end = boundaries.next(); end != BreakIterator.DONE; end = boundaries.next()) {
            taker.accept(text.substring(start, end));
            start = end;
        }
    }

    private static void addWords(String segment, List<String> words) {
        JOINED.splitAsStream(segment).filter(part -> !part.isEmpty()).forEach(words::add);
    }

    private static boolean isLetterOrNumber(int character) {
        return UCharacter.isLetterOrDigit(character)
                || UCharacter.getType(character) == UCharacterCategory.LETTER_NUMBER
                || UCharacter.getType(character) == UCharacterCategory.OTHER_NUMBER;
    }

    private static boolean isEmoji(int character) {
        return UCharacter.hasBinaryProperty(character, UProperty.EXTENDED_PICTOGRAPHIC)
                || UCharacter.hasBinaryProperty(character, UProperty.REGIONAL_INDICATOR);
    }
}
