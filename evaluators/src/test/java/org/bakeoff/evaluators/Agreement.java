package org.bakeoff.evaluators;

import java.util.List;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;

/** The agreement table of two models, its groups by name. */
record Agreement(String name, String note, Group onlyLeft, Group onlyRight, Group both, Group neither) {

    /** A group and the ids of its examples. */
    record Group(String title, int total, List<Cases.Case> cases) {

        List<String> ids() {
            return cases.stream().map(Cases.Case::id).toList();
        }
    }

    static Agreement of(Finding finding) {
        Cases cases = (Cases) finding;
        List<Group> groups = cases.groups().stream()
                .map(group -> new Group(group.title(), group.total(), group.cases()))
                .toList();
        return new Agreement(cases.name(), cases.note(), groups.get(0), groups.get(1), groups.get(2), groups.get(3));
    }

    /** Those of all pairs, in their order. */
    static List<Agreement> all(List<Finding> findings) {
        return findings.stream()
                .filter(Cases.class::isInstance)
                .map(Agreement::of)
                .toList();
    }

    List<Group> groups() {
        return List.of(onlyLeft, onlyRight, both, neither);
    }

    /** The titles of the groups in which one of the two is right, "only a right" and "only b right". */
    List<String> pair() {
        return List.of(onlyLeft.title(), onlyRight.title());
    }
}
