package org.bakeoff.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the fenced blocks of a document, and what the comments right above say of them. */
final class Markdown {

    private static final Pattern FENCE = Pattern.compile("( *)(`{3,}|~{3,}) *(\\S*).*");

    private final String document;
    private final List<String> lines;
    private int next;

    private Markdown(String document, List<String> lines) {
        this.document = document;
        this.lines = lines;
    }

    /**
     * All blocks, in order.
     *
     * @throws IllegalArgumentException if a fence is never closed, or a comment says "not run" without a reason
     */
    static List<Block> blocks(String document, List<String> lines) {
        return new Markdown(document, lines).blocks();
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        while (next < lines.size()) {
            Matcher fence = FENCE.matcher(lines.get(next));
            if (fence.matches()) {
                blocks.add(block(fence.group(1).length(), fence.group(2), fence.group(3), List.copyOf(comments)));
                comments.clear();
            } else if (lines.get(next).strip().startsWith("<!--")) {
                comments.add(comment());
            } else if (!lines.get(next).isBlank()) {
                comments.clear();
            }
            next++;
        }
        return blocks;
    }

    private String comment() {
        StringBuilder text = new StringBuilder(lines.get(next).strip());
        while (text.indexOf("-->") < 0 && next + 1 < lines.size()) {
            text.append('\n').append(lines.get(++next).strip());
        }
        return text.substring("<!--".length()).replaceFirst("(?s)-->.*", "").strip();
    }

    private Block block(int indent, String fence, String language, List<String> comments) {
        int line = next + 1;
        StringBuilder text = new StringBuilder();
        while (++next < lines.size()) {
            String stripped = lines.get(next).strip();
            if (stripped.startsWith(fence) && stripped.chars().allMatch(c -> c == fence.charAt(0))) {
                return new Block(document, line, language, text.toString(), comments);
            }
            int blanks =
                    lines.get(next).length() - lines.get(next).stripLeading().length();
            text.append(lines.get(next).substring(Math.min(indent, blanks))).append('\n');
        }
        throw new IllegalArgumentException(document + ":" + line + ": the block is never closed");
    }
}
