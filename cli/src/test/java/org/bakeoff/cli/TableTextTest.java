package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bakeoff.report.TextTable;
import org.junit.jupiter.api.Test;

class TableTextTest {

    /** As of a plugin with a long name, whose description would have a column of two letters. */
    @Test
    void theLastColumnIsReadableBesidesLongCells() {
        TextTable table = new TextTable(
                List.of(new TextTable.Column("plugin", false), new TextTable.Column("description", false)),
                List.of(List.of("x".repeat(100), "a model for tests"), List.of("y", "another one")));

        assertThat(TableText.within(80, table)).hasLineCount(3).contains("a model for tests", "another one");
    }

    @Test
    void aPathIsBrokenBetweenNames() {
        TextTable table = new TextTable(
                List.of(new TextTable.Column("model", false), new TextTable.Column("run", false)),
                List.of(List.of("lstm", "/home/somebody/experiments/runs/first-quickstart (best of 12)")));

        assertThat(TableText.within(42, table).lines().map(String::strip))
                .containsExactly(
                        "model  run", "lstm   /home/somebody/experiments/runs/", "first-quickstart (best of 12)");
        assertThat(TableText.within(30, table)).contains("somebody/", "experiments/", "first-quickstart");
    }

    @Test
    void aPathIsBrokenAtABlankWithoutAnEmptyLine() {
        TextTable table = new TextTable(
                List.of(new TextTable.Column("model", false), new TextTable.Column("run", false)),
                List.of(List.of("lstm", "runs/intr (best of 4)")));

        for (int width = 26; width <= 29; width++) {
            assertThat(TableText.within(width, table).lines().map(String::strip))
                    .as("%d columns", width)
                    .noneMatch(String::isEmpty)
                    .last()
                    .isEqualTo("4)");
        }
    }
}
