package org.bakeoff.experiment.checkup;

/**
 * Holds the finding of one check.
 *
 * @param name the thing checked, in a word or two
 * @param sentence the finding
 * @param remedy what to do about it; empty if nothing needs to be done
 */
public record CheckResult(String name, State state, String sentence, String remedy) {

    /** Rates a finding. */
    public enum State {
        /** Nothing needs to be done. */
        WELL,
        /** Experiments run, but not as well as they could. */
        ATTENTION,
        /** Experiments fail, or something is damaged. */
        WRONG
    }

    static CheckResult well(String name, String sentence) {
        return new CheckResult(name, State.WELL, sentence, "");
    }

    static CheckResult attention(String name, String sentence, String remedy) {
        return new CheckResult(name, State.ATTENTION, sentence, remedy);
    }

    static CheckResult wrong(String name, String sentence, String remedy) {
        return new CheckResult(name, State.WRONG, sentence, remedy);
    }
}
