package org.bakeoff.statistics;

import java.util.List;
import org.bakeoff.api.Finding;

/**
 * Holds what evaluators found besides metrics.
 *
 * @param findings in the order of the spec
 * @param slices the primary metric in parts of the test set
 * @param failures what failed
 */
public record EvaluatorFindings(List<Finding> findings, List<SlicesResult> slices, List<EvaluatorFailure> failures) {

    /** Copies the lists. */
    public EvaluatorFindings {
        findings = List.copyOf(findings);
        slices = List.copyOf(slices);
        failures = List.copyOf(failures);
    }
}
