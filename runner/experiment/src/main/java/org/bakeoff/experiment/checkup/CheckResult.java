package org.bakeoff.experiment.checkup;

/**
 * What one check found.
 *
 * @param name what was checked, in a word or two
 * @param sentence what was found
 * @param remedy what to do about it; empty where nothing need be done
 */
public record CheckResult(String name, State state, String sentence, String remedy) {

    /** How good it is. */
    public enum State {
        /** Nothing need be done. */
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
