package org.bakeoff.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Single examples worth reading.
 *
 * @param name see {@link Finding#name()}
 * @param title see {@link Finding#title()}
 * @param total how many examples there are of this kind; more than are listed, as a rule
 * @param cases those that are listed
 */
public record Cases(String name, String title, int total, List<Case> cases) implements Finding {

    /** Copies the list. */
    public Cases {
        cases = List.copyOf(cases);
    }

    /**
     * One example and what the models make of it.
     *
     * @param id the example's id
     * @param label the name of its class
     * @param chosen why it is shown, such as "most telling" or "at random"
     * @param text its text
     * @param tokens the words that the models were given, one a token id, unknown ones marked
     * @param opinions what the models predict, in the order of the spec
     */
    public record Case(
            String id, String label, String chosen, String text, List<String> tokens, List<Opinion> opinions) {

        /** Copies the lists. */
        public Case {
            tokens = List.copyOf(tokens);
            opinions = List.copyOf(opinions);
        }
    }

    /**
     * What one model predicts for an example.
     *
     * @param model the model's name
     * @param timesRight in how many seeds it is right
     * @param seeds the number of seeds
     * @param probability the mean over seeds of the probability of the example's own class
     * @param attribution what the tokens contribute, or null where that can't be had
     */
    public record Opinion(
            String model,
            int timesRight,
            int seeds,
            double probability,
            @Nullable Attribution attribution) {}

    /**
     * What every token contributes to a logit of one trained model.
     *
     * @param seed the seed of that trained model
     * @param scores one a token of the case; positive where the token speaks for the example's own class
     * @param gap what the scores miss of the logit's difference to that of padding's vectors, see
     *     {@link TrainedModel.IntegratedGradients}
     */
    public record Attribution(long seed, List<Double> scores, double gap) {

        /** Copies the list. */
        public Attribution {
            scores = List.copyOf(scores);
        }
    }
}
