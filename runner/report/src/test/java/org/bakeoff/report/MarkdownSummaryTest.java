package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.bakeoff.statistics.Verdict;
import org.junit.jupiter.api.Test;

class MarkdownSummaryTest {

    /** It may be printed, and names come from elsewhere. */
    @Test
    void nothingInItControlsATerminal() {
        String summary = MarkdownSummary.of(
                SampleBenchmark.results(SampleBenchmark.of(5, Verdict.LEFT_BETTER, "a\u001b[31m\u202eb", "c")));

        assertThat(summary).contains("a?\\[31m?b").doesNotContain("\u001b", "\u202e");
    }
}
