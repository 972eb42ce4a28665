package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.plugins.FindingValidator;

/**
 * Checks that terminal, JSON and report can show findings.
 *
 * @param comparison the comparison that was evaluated
 */
record FindingRules(Comparison comparison) {

    void check(List<Finding> findings) {
        assertThatCode(() -> new FindingValidator(comparison).check(findings))
                .as("the findings, as a run checks them")
                .doesNotThrowAnyException();
        for (Finding finding : findings) {
            assertThat(finding.title()).as("the title of '%s'", finding.name()).doesNotContain("\n");
            if (finding instanceof Cases cases) {
                cases.groups().forEach(group -> group.cases().forEach(one -> check(one, cases)));
            }
        }
    }

    private void check(Cases.Case one, Cases cases) {
        assertThat(comparison.examples())
                .as("the examples, of which '%s' shows '%s'", cases.name(), one.id())
                .anyMatch(example -> example.id().equals(one.id()));
    }
}
