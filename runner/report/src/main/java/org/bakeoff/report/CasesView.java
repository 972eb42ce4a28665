package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bakeoff.api.Finding.Cases;

/**
 * Examples in groups, as the report shows them.
 *
 * @param id unique in the page
 * @param title the heading
 * @param note how to read them; may be empty
 * @param groups the groups
 * @param models the models whose attributions are highlighted in any of the examples
 */
public record CasesView(String id, String title, String note, List<Group> groups, List<String> models) {

    /** The number of groups for which the style sheet has tabs. */
    private static final int MOST_TABS = 8;

    /** Copies the lists. */
    public CasesView {
        groups = List.copyOf(groups);
        models = List.copyOf(models);
    }

    /**
     * One group.
     *
     * @param title what its examples have in common
     * @param total the number of examples in it
     * @param share that number as a fraction of the examples in all groups
     * @param shown whether its tab is open at first
     * @param examples the examples that are listed
     */
    public record Group(String title, int total, double share, boolean shown, List<ExampleView> examples) {

        /** Copies the list. */
        public Group {
            examples = List.copyOf(examples);
        }
    }

    /** Returns whether one group is shown at a time. */
    public boolean tabbed() {
        return groups.size() > 1 && groups.size() <= MOST_TABS;
    }

    static CasesView of(Cases cases, String id) {
        List<Cases.Group> all = cases.groups();
        double total = all.stream().mapToLong(Cases.Group::total).sum();
        Cases.Group shown = all.stream()
                .filter(group -> !group.cases().isEmpty())
                .findFirst()
                .orElse(all.get(0));
        List<Group> groups = new ArrayList<>();
        Set<String> models = new LinkedHashSet<>();
        for (Cases.Group group : all) {
            List<ExampleView> examples =
                    group.cases().stream().map(ExampleView::of).toList();
            examples.forEach(example -> example.highlights().forEach(highlight -> models.add(highlight.model())));
            groups.add(new Group(group.title(), group.total(), group.total() / total, group.equals(shown), examples));
        }
        return new CasesView(id, cases.title(), cases.note(), groups, List.copyOf(models));
    }
}
