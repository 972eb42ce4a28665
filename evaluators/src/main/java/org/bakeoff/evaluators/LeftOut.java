package org.bakeoff.evaluators;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a finding lacks, and why; for its note. */
final class LeftOut {

    /** Why nothing can be asked of a model. */
    static final String NOT_TRAINED = "only its predictions are at hand, not the trained model";

    private final Map<String, String> reasons = new LinkedHashMap<>();

    void add(String what, String reason) {
        reasons.put(what, reason);
    }

    void add(String what, UnsupportedOperationException refusal) {
        String message = refusal.getMessage();
        add(what, message == null ? "it refused without a reason" : message);
    }

    /** A sentence that follows others, or nothing. */
    String sentence() {
        return sentence("Left out", what -> true);
    }

    /** The same for some of it, under a heading. */
    String sentence(String heading, Predicate<String> which) {
        String list = reasons.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining("; "));
        return list.isEmpty() ? "" : " " + heading + ": " + list + ".";
    }
}
