package org.bakeoff.evaluators;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.api.TrainedModel.QueryException;

/** Asks trained models, and collects which ones a finding omits and why; for its note. */
final class OmittedModels {

    private final Map<String, String> reasons = new LinkedHashMap<>();

    /** Asks the trained models of all seeds; omits the model if there are none or one of them cannot answer. */
    void query(ModelPredictions model, Consumer<List<TrainedModel>> queries) {
        if (model.trained().isEmpty()) {
            add(model.model(), "only its predictions are available, not the trained model");
        } else {
            query(model.model(), () -> queries.accept(model.trained()));
        }
    }

    /** Runs queries under a name of their own. */
    void query(String name, Runnable queries) {
        try {
            queries.run();
        } catch (QueryException e) {
            add(name, String.valueOf(e.getMessage()));
        }
    }

    void add(String name, String reason) {
        reasons.put(name, reason);
    }

    /** Returns a sentence that follows others; empty if nothing is omitted. */
    String sentence() {
        return sentence("Left out", name -> true);
    }

    /** Returns the same for some of the names, under another heading. */
    String sentence(String heading, Predicate<String> which) {
        String list = reasons.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining("; "));
        return list.isEmpty() ? "" : " " + heading + ": " + list + ".";
    }
}
