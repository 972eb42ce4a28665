package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bakeoff.api.Finding.Cases;
import org.junit.jupiter.api.Test;

class CasesViewTest {

    @Test
    void aTextIsShownAsItIs() {
        String text = "Good. ".repeat(3000);

        assertThat(shown(text)).isEqualTo(text);
    }

    /** A smiling face takes two of Java's characters, which must not be parted. */
    @Test
    void aTextOfAMillionWordsIsShownWithoutItsMiddle() {
        String shown = shown("First. " + "\uD83D\uDE00".repeat(1_000_000) + " Last.");

        assertThat(shown)
                .startsWith("First. \uD83D\uDE00")
                .contains("\uD83D\uDE00 [… 980,013 characters omitted …] \uD83D\uDE00")
                .endsWith("\uD83D\uDE00 Last.");
        assertThat(shown.codePointCount(0, shown.length())).isLessThan(20_100);
    }

    private static String shown(String text) {
        return CasesView.text(new Cases.Case("1", "pos", "at random", text, List.of(), List.of()));
    }
}
