package org.bakeoff.report;

import java.util.List;
import java.util.Optional;
import org.bakeoff.io.SomeNames;
import org.bakeoff.report.run.Reproduction;
import org.bakeoff.report.run.RunDifference;

/** Puts into words how a run differs from another, and what training a run again gave. */
public final class ReproductionSentences {

    private static final int LONGEST = 200;
    private static final int HASH = 12;
    private static final int MOST_TRIALS = 10;

    private ReproductionSentences() {}

    /** Returns a sentence about a difference, without a full stop. */
    public static String difference(RunDifference difference) {
        return switch (difference.subject()) {
            case SPEC -> changed(difference.name(), difference);
            case VERSION -> changed("the version of " + difference.name(), difference);
            case COMMIT -> changed("the commit that Bakeoff was built from", difference);
            case DEVICE -> changed("the device", difference);
            case DATA -> file("the data ", difference);
            case PLUGIN -> file("the jar ", difference);
            case LIBRARIES -> file("a library of ", difference);
            case FIELDS -> file("a field of an instance from ", difference);
            case NATIVES -> file("PyTorch's natives ", difference);
        };
    }

    private static String changed(String what, RunDifference difference) {
        return what + " was " + value(difference.before()) + ", is now " + value(difference.now());
    }

    private static String value(Optional<String> json) {
        String text = json.orElse("absent");
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    private static String file(String what, RunDifference difference) {
        String file = what + difference.name() + plugins(difference.plugins());
        if (difference.before().isEmpty()) {
            return file + " was not there";
        }
        return difference
                .now()
                .map(now -> file + " was another: SHA-256 "
                        + hash(difference.before().get()) + ", is now " + hash(now))
                .orElse(file + " is not there any more");
    }

    /** Names the first of the plugins in a jar, and counts the others. */
    private static String plugins(List<String> plugins) {
        return switch (plugins.size()) {
            case 0 -> "";
            case 1 -> " (plugin " + plugins.get(0) + ")";
            default -> " (plugins " + plugins.get(0) + " and " + (plugins.size() - 1) + " more)";
        };
    }

    private static String hash(String sha256) {
        return sha256.substring(0, Math.min(HASH, sha256.length())) + "...";
    }

    /** Returns whether a run was reproduced, in whole sentences. */
    public static String verdict(Reproduction reproduction) {
        String others = "the predictions of " + String.join(", ", reproduction.other()) + " are not the same, ";
        return switch (reproduction.verdict()) {
            case IDENTICAL ->
                "Identical: the predictions of "
                        + (reproduction.identical().size() == 1
                                ? "the only trial"
                                : "all " + reproduction.identical().size() + " trials")
                        + (reproduction.failed().isEmpty() ? "" : " that didn't fail")
                        + " are the same to the byte."
                        + failed(reproduction);
            case EQUIVALENT -> "Equivalent: " + others + "but each model is equivalent to itself.";
            case UNDECIDED ->
                reproduction.other().isEmpty()
                        ? "Undecided: there are no predictions to compare." + failed(reproduction)
                        : "Undecided: " + others + "and whether each model is as good as it was is not known. "
                                + (hasMargin(reproduction)
                                        ? "More seeds or test examples make the intervals narrower."
                                        : "--margin SIZE says which difference counts as none.");
            case DIFFERENT ->
                reproduction.other().isEmpty()
                        ? "Different: the data is not what it was, so nothing was trained."
                        : "Different: " + others + "and not every model is as good as it was.";
        };
    }

    private static String failed(Reproduction reproduction) {
        List<String> failed = reproduction.failed();
        return failed.isEmpty() ? "" : " In both runs " + SomeNames.of(failed, MOST_TRIALS) + " failed.";
    }

    private static boolean hasMargin(Reproduction reproduction) {
        return reproduction
                .both()
                .filter(both -> both.conclusion().margin().isPresent())
                .isPresent();
    }
}
