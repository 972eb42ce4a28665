package org.bakeoff.api;

import java.util.List;

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
     * @param text its text
     * @param seen the words that the models were given, unknown ones marked
     * @param opinions what the models predict, in the order of the spec
     */
    public record Case(String id, String label, String text, String seen, List<Opinion> opinions) {

        /** Copies the list. */
        public Case {
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
     */
    public record Opinion(String model, int timesRight, int seeds, double probability) {}
}
