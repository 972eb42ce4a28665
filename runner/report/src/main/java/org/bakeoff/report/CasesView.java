package org.bakeoff.report;

import java.util.List;
import org.bakeoff.api.Finding.Cases;

/**
 * Examples in groups, as the report shows them.
 *
 * @param id unique in the page
 * @param cases the examples
 */
public record CasesView(String id, Cases cases) {

    /** The number of groups for which the style sheet has tabs. */
    private static final int MOST_TABS = 8;

    /** More characters than anybody reads; all texts of a report are in one page. */
    private static final int HALF = 10_000;

    /** Returns whether one group is shown at a time. */
    public boolean tabbed() {
        return cases.groups().size() > 1 && cases.groups().size() <= MOST_TABS;
    }

    /** Returns whether the tab of a group is open at first: that of the first group with examples. */
    public boolean shown(Cases.Group group) {
        return group.equals(cases.groups().stream()
                .filter(one -> !one.cases().isEmpty())
                .findFirst()
                .orElse(cases.groups().get(0)));
    }

    /** Returns how many of the examples of all groups are in one, as a fraction. */
    public double share(Cases.Group group) {
        return (double) group.total()
                / cases.groups().stream().mapToLong(Cases.Group::total).sum();
    }

    /** Returns the models whose attributions are highlighted in any of the examples. */
    public List<String> models() {
        return cases.groups().stream()
                .flatMap(group -> group.cases().stream())
                .flatMap(example -> example.predictions().stream())
                .filter(prediction -> prediction.attribution() != null)
                .map(Cases.Prediction::model)
                .distinct()
                .toList();
    }

    /** Returns the text of an example; a very long one is truncated in the middle. */
    public static String text(Cases.Case example) {
        return text(example.text());
    }

    /** Returns a text; a very long one is truncated in the middle. */
    public static String text(String text) {
        int left = text.codePointCount(0, text.length()) - 2 * HALF;
        return left <= 0
                ? text
                : text.substring(0, text.offsetByCodePoints(0, HALF)) + " [… " + Numbers.count(left)
                        + " characters omitted …] "
                        + text.substring(text.offsetByCodePoints(text.length(), -HALF));
    }
}
