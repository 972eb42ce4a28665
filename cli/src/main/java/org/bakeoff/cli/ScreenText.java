package org.bakeoff.cli;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Sentence;

/** Writes sentences as lines of a terminal, as many as fit its screen. */
final class ScreenText {

    /** The lines of a small terminal, without the one for the next command. */
    static final int LINES = 23;

    private static final String INDENT = "  ";

    private ScreenText() {}

    /**
     * Returns, after an empty line, as many texts as there is room for, and how many there are more; nothing without room.
     *
     * @param texts the lines of each
     * @param least how many texts are returned even without room
     * @param most how many texts are returned even with room for more
     * @param room how many lines are free
     */
    static List<String> listed(List<List<String>> texts, int least, int most, int room) {
        for (int shown = Math.min(most, texts.size()); shown > 0; shown--) {
            List<String> listed = new ArrayList<>(List.of(""));
            texts.stream().limit(shown).forEach(listed::addAll);
            if (shown < texts.size()) {
                listed.add(TableText.more(texts.size() - shown));
            }
            if (listed.size() <= room || shown <= least) {
                return listed;
            }
        }
        return List.of();
    }

    /** Returns a sentence of a list, its lines indented. */
    static List<String> item(String sentence) {
        List<String> item = new ArrayList<>(lines(INDENT + sentence));
        item.set(0, "- " + item.get(0).substring(INDENT.length()));
        return item;
    }

    /** Returns a sentence in lines that a terminal shows whole. */
    static List<String> lines(String sentence) {
        return Paragraph.wrapped(TerminalText.of(Sentence.ended(sentence)))
                .lines()
                .toList();
    }
}
