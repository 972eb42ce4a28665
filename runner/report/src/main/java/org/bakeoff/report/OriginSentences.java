package org.bakeoff.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bakeoff.io.SomeNames;
import org.bakeoff.statistics.PredictionWarning;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.statistics.Warning;

/** Puts into words what limits verdicts on models of earlier runs and on predictions from elsewhere. */
final class OriginSentences {

    private static final int SHOWN = 5;

    private static final String REMEDY = "put back what was there, or run the experiment anew, in another folder";

    private OriginSentences() {}

    /** Returns the sentence; empty for other warnings. */
    static Optional<Sentence> of(Warning warning) {
        return warning instanceof PredictionWarning.ContradictoryLabels labels
                ? Optional.of(contradictory(labels))
                : warning instanceof PredictionWarning.DoubtfulPredictions predictions
                        ? Optional.of(doubtful(predictions))
                        : warning instanceof PredictionWarning.AmbiguousLabels labels
                                ? Optional.of(ambiguous(labels))
                                : ofRun(warning);
    }

    private static Optional<Sentence> ofRun(Warning warning) {
        if (warning instanceof RunWarning.DifferentGroups differing) {
            return sentence(
                    "The runs group the same test examples differently",
                    differing.groups().entrySet().stream()
                                    .map(run -> run.getKey() + " has " + Numbers.count(run.getValue())
                                            + (run.getValue() == 1 ? " group" : " groups"))
                                    .collect(Collectors.joining(", "))
                            + "; the groups of the first run count for all intervals and verdicts; give all specs the same"
                            + " \"group\" in the dataset's \"config\", and run them again");
        }
        if (warning instanceof RunWarning.DifferentMajorityClass differing) {
            return sentence(
                    "The runs' training sets have other shares of the classes, and so other majority-class baselines",
                    differing.metric() + " "
                            + differing.values().entrySet().stream()
                                    .map(run -> (Double.isNaN(run.getValue())
                                                    ? "unknown"
                                                    : Numbers.metric(run.getValue(), differing.rate()))
                                            + " by that of " + run.getKey())
                                    .collect(Collectors.joining(", "))
                            + "; models are compared with that of the first run, and with another in another order");
        }
        if (warning instanceof RunWarning.DifferentMargins differing) {
            return sentence(
                    "The runs' margins of equivalence differ, so that none applies",
                    differing.margins().entrySet().stream()
                                    .map(entry -> entry.getKey() + " "
                                            + (entry.getValue().isPresent()
                                                    ? Numbers.cell(
                                                            entry.getValue().getAsDouble())
                                                    : "none"))
                                    .collect(Collectors.joining(", "))
                            + "; set one by --margin");
        }
        if (warning instanceof RunWarning.TrainingNotInSpec lost) {
            return sentence(
                    lost.model() + " was trained with "
                            + lost.settings().entrySet().stream()
                                    .map(entry -> "\"" + entry.getKey() + "\" " + entry.getValue())
                                    .collect(Collectors.joining(", ")),
                    "spec.json can't hold that since it has one value for all models; the trial.json of its trials does");
        }
        if (warning instanceof RunWarning.UnaskedModel unasked) {
            return sentence(
                    unasked.model() + " is compared by its predictions alone",
                    "it can't be asked where files that it encodes texts with, such as the folder of a pretrained model,"
                            + " are missing or unreadable");
        }
        if (warning instanceof RunWarning.UnfittingWeights unfitting) {
            return changedPlugin(unfitting.model(), unfitting.plugin(), "makes a network that its weights don't fit");
        }
        if (warning instanceof RunWarning.UnknownConfiguration unknown) {
            return changedPlugin(
                    unknown.model(), unknown.plugin(), "no longer accepts the configuration that it was trained with");
        }
        if (warning instanceof RunWarning.ChangedEncoding changed) {
            boolean one = changed.models().size() == 1;
            return sentence(
                    String.join(", ", changed.models()) + " of " + changed.run() + (one ? " is" : " are")
                            + " compared by " + (one ? "its" : "their") + " predictions alone",
                    "the data encodes texts otherwise than in training, as where the training set has changed since; "
                            + REMEDY);
        }
        return warning instanceof RunWarning.ChangedPlugins changed ? Optional.of(changed(changed)) : Optional.empty();
    }

    private static Sentence changed(RunWarning.ChangedPlugins changed) {
        boolean one = changed.plugins().size() == 1;
        return new Sentence(
                (one ? "The plugin " : "The plugins ")
                        + SomeNames.of(
                                changed.plugins().stream()
                                        .map(plugin -> plugin.name()
                                                + (plugin.before().equals(plugin.now())
                                                        ? " (another build of version " + plugin.now() + ")"
                                                        : " (version " + plugin.before() + ", now " + plugin.now()
                                                                + ")"))
                                        .toList(),
                                SHOWN)
                        + (one ? ", or a library of it, has" : ", or libraries of theirs, have") + " changed since "
                        + changed.run() + " was made",
                "its models may answer otherwise than they did; " + REMEDY);
    }

    private static Sentence doubtful(PredictionWarning.DoubtfulPredictions predictions) {
        String whose = " of " + predictions.model() + " in " + predictions.file();
        List<String> classes = predictions.classes();
        String last = classes.get(classes.size() - 1);
        return switch (predictions.doubt()) {
            case TRUE_LABELS ->
                new Sentence(
                        "All labels" + whose + " are right",
                        "if they are the true ones, name the column of the predicted ones \"predicted\"");
            case OTHER_CLASS ->
                new Sentence(
                        "The predictions" + whose + " are worse than chance, as if the classes were exchanged",
                        "the order is " + String.join(", ", classes) + ", and \"probability\" is that of " + last);
            case OTHER_ORDER ->
                new Sentence(
                        "Far more predictions" + whose + " would be right if the classes were in another order",
                        "indexes count from 0, in the order " + String.join(", ", classes)
                                + "; to be sure, write names of classes");
            case OTHER_EXAMPLES ->
                new Sentence(
                        "The predictions" + whose + " stand beside labels that aren't the true ones",
                        "they may be of other examples with the same ids, such as another test set or order of it");
            case OTHER_TEXTS ->
                new Sentence(
                        "The predictions" + whose + " stand beside texts of other test examples",
                        "they may be of the test set in another order, whose ids are numbers of rows");
            case TIES ->
                new Sentence(
                        "More than 1% of the rows" + whose + " have the same largest probability for several classes",
                        "there the prediction is taken to be "
                                + (classes.size() == 2
                                        ? last
                                        : "the first of them in the order " + String.join(", ", classes))
                                + "; a column \"predicted\" decides otherwise");
            case EARLIER_FILE ->
                new Sentence(
                        "The predictions" + whose + " are those of an earlier file of it",
                        "if it is a copy, leave it out: it counts as another seed, which makes verdicts look more certain"
                                + " than they are");
        };
    }

    private static Sentence ambiguous(PredictionWarning.AmbiguousLabels labels) {
        String right = Numbers.count(labels.right()) + " of " + Numbers.count(labels.total());
        String otherwise = Numbers.count(labels.otherwise());
        return labels.indexes()
                ? new Sentence(
                        "The labels of " + labels.model() + " are read as indexes of classes from 0, and " + right
                                + " are right; as names of classes, " + otherwise + " would be",
                        "not all are names; if they should be, write names in all files")
                : new Sentence(
                        "The labels of " + labels.model() + " are read as names of classes, and " + right
                                + " are right; as indexes from 0, " + otherwise + " would be",
                        "if they are indexes, write the names instead, in this order "
                                + String.join(", ", labels.classes()));
    }

    private static Sentence contradictory(PredictionWarning.ContradictoryLabels labels) {
        String last = labels.classes().get(labels.classes().size() - 1);
        String order = labels.classes().size() == 2
                ? "the probability is that of " + last
                : "the order of the classes is " + String.join(", ", labels.classes());
        String cause = switch (labels.cause()) {
            case UNKNOWN -> "";
            case OTHER_CLASSES -> "; they are probably those of other classes: " + order;
            case PREDICTED_CLASS ->
                "; they are probably those of the predicted class, whichever it is, but must be those of " + last;
        };
        return new Sentence(
                "The labels of " + labels.model() + " in " + labels.file() + " contradict its probabilities in "
                        + Numbers.count(labels.rows()) + " of " + Numbers.count(labels.total()) + " rows",
                "the probabilities decide" + cause);
    }

    private static Optional<Sentence> sentence(String claim, String evidence) {
        return Optional.of(new Sentence(claim, evidence));
    }

    private static Optional<Sentence> changedPlugin(String model, String plugin, String now) {
        return sentence(
                model + " is compared by its predictions alone",
                "its plugin '" + plugin + "' has changed and " + now + "; evaluators that ask models leave it out");
    }
}
