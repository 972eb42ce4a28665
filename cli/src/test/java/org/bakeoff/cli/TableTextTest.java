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
}
