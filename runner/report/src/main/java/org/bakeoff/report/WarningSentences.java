package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bakeoff.io.Json;
import org.bakeoff.io.SomeNames;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.ModelWarning.DifferentBudgets;
import org.bakeoff.statistics.NamedClass;
import org.bakeoff.statistics.NamedGroup;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.statistics.Warning;

/** Puts warnings into sentences: as the claim what is so, as the evidence what follows and what to do. */
public final class WarningSentences {

    /** Of more classes or models only so many are named. */
    private static final int SHOWN = 10;

    private static final int FEW_MODELS = 4;

    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Z}\\p{Cf}\\p{Cc}&&[^ ]]");

    private WarningSentences() {}

    /** Returns the sentences of a result's warnings, the gravest first. */
    public static List<Sentence> of(ComparisonResult result) {
        return result.conclusion().warnings().stream().map(WarningSentences::of).toList();
    }

    /** Returns the sentence of a warning. */
    public static Sentence of(Warning warning) {
        if (warning instanceof RunWarning.OfRuns some) {
            Sentence sentence = of(some.warning());
            return new Sentence(
                    String.join(", ", some.runs()) + ": " + sentence.claim(),
                    sentence.evidence() + "; the other runs have other training sets");
        }
        return ofSeeds(warning)
                .or(() -> ofClasses(warning))
                .or(() -> ofPredictions(warning))
                .orElseGet(() -> ofTraining(warning));
    }

    private static Optional<Sentence> ofSeeds(Warning warning) {
        if (warning instanceof ModelWarning.DivergedSeeds diverged) {
            return sentence(
                    diverged.model() + " diverged with " + diverged.diverged() + " of " + diverged.seeds() + " seeds",
                    "they stay in its mean");
        }
        if (warning instanceof ModelWarning.FewSeeds few) {
            return sentence(
                    "Only " + Numbers.seeds(few.seeds()) + " of " + names(few.models()) + ", which "
                            + (few.seeds() == 1 ? "says" : "say") + " little about others",
                    "5 are better");
        }
        if (warning instanceof ModelWarning.CollapsedSeeds collapsed) {
            return sentence(
                    collapsed.model() + " collapsed with " + collapsed.worse().size() + " of "
                            + VerdictSentences.seeds(collapsed),
                    "they are hardly better than the majority class while the best one clearly is; its intervals may be too"
                            + " narrow, and 10 or more seeds are needed");
        }
        if (warning instanceof ModelWarning.UnusualSeedGap gap) {
            return sentence(
                    "The seeds of " + gap.model() + " are spread in a way that is rare for a normal distribution",
                    "the widest gap between neighbours is beyond that of 97.5% of normal samples; its intervals may be too"
                            + " narrow, and more seeds are recommended");
        }
        return Optional.empty();
    }

    private static Optional<Sentence> ofClasses(Warning warning) {
        if (warning instanceof ModelWarning.MajorityClassMetric majority) {
            return sentence(
                    majority.metric() + " is mostly about the majority class: always predicting it has "
                            + Numbers.decimal(majority.baseline()),
                    "a metric of the rarer class says more, such as its F1 or average precision");
        }
        if (warning instanceof DataWarning.AlikeClasses alike) {
            return sentence(
                    "The classes "
                            + alike.groups().stream()
                                    .limit(SHOWN)
                                    .map(group -> named(group, " and "))
                                    .collect(Collectors.joining(", "))
                            + " have names that are nearly the same",
                    "they differ only in case, blanks, hyphens, quotes, invisible characters or the format of a number; if"
                            + " they mean the same, merge them, by " + labels(alike.groups())
                            + " in the dataset's \"config\" if it has that key, or in the data");
        }
        if (warning instanceof DataWarning.EmptyLikeClasses empty) {
            return sentence(
                    "The name of the class " + named(empty.classes(), " and ") + " looks like a missing label",
                    "take these examples out of the data, or merge the class with another one by \"labels\" in the"
                            + " dataset's \"config\" if it has that key");
        }
        if (warning instanceof DataWarning.RowLikeTexts rows) {
            boolean one = rows.texts() == 1;
            return sentence(
                    Numbers.count(rows.texts())
                            + (one ? " text has" : " texts have")
                            + " lines that look like rows of a file, with the name of a class, "
                            + (one ? "" : "such as ") + "that of '" + visible(rows.id()) + "'",
                    "if quotation marks have joined rows, say that they are a part of the texts (\"quote\": \"none\" for text,"
                            + " quote = '' in DuckDB's read_csv), or write JSON Lines");
        }
        if (warning instanceof DataWarning.EmptyLikeGroups empty) {
            boolean one = empty.groups().size() == 1;
            return sentence(
                    (one ? "The group " : "The groups ")
                            + named(empty.groups(), NamedGroup::name, NamedGroup::examples, " and ")
                            + (one ? " looks" : " look") + " like a missing value",
                    "examples of such a name count as one group: leave it empty where there is none");
        }
        if (warning instanceof DataWarning.RareClasses rare) {
            boolean one = rare.classes().size() == 1;
            return sentence(
                    (one ? "The class " : "The classes ") + named(rare.classes(), ", ") + (one ? " is" : " are")
                            + " rare among " + Numbers.count(rare.total()) + " examples",
                    "models hardly learn what is so rare, and metrics hardly show it");
        }
        if (warning instanceof DataWarning.UntrainedClasses untrained) {
            List<String> names = untrained.classes();
            return sentence(
                    "No model was trained on an example of the " + (names.size() == 1 ? "class " : "classes ")
                            + SomeNames.of(
                                    names.stream()
                                            .map(name -> "'" + visible(name) + "'")
                                            .toList(),
                                    SHOWN),
                    "so none can learn " + (names.size() == 1 ? "it" : "them")
                            + "; add such examples to the training set, or take a smaller \"validation\"");
        }
        if (warning instanceof DataWarning.NearDuplicates duplicates) {
            return sentence(
                    Numbers.count(duplicates.texts()) + " of " + Numbers.count(duplicates.total()) + " test texts"
                            + are(duplicates.texts()) + "in the training set too, word for word or nearly",
                    "a model may have memorized them" + without(duplicates.comparedWithout()));
        }
        if (warning instanceof DataWarning.SharedGroups shared) {
            return sentence(
                    Numbers.count(shared.groups()) + " of " + Numbers.count(shared.total()) + " test groups"
                            + are(shared.groups()) + "in the training set too",
                    "a model may know what is special about them, so that it is worse on new groups"
                            + without(shared.comparedWithout()));
        }
        if (warning instanceof DataWarning.UnknownWords words) {
            return sentence(
                    Numbers.count(words.unknown()) + " of " + Numbers.count(words.words())
                            + " words of the test set are unknown to the models",
                    "they see that there is a word and not which; a larger \"vocabulary\" in the dataset's \"config\", more"
                            + " training texts or another \"tokenizer\" may help");
        }
        if (warning instanceof DataWarning.TruncatedExamples examples) {
            return sentence(
                    Numbers.count(examples.truncated()) + " of " + Numbers.count(examples.examples())
                            + " training examples fill all " + Numbers.count(examples.length()) + " places",
                    "most of them were truncated, so that the models see their ends only; raise \"length\" in the dataset's"
                            + " \"config\" unless that is meant");
        }
        return Optional.empty();
    }

    private static String named(List<NamedClass> classes, String between) {
        return named(classes, NamedClass::name, NamedClass::examples, between);
    }

    private static <T> String named(List<T> all, Function<T, String> name, ToLongFunction<T> examples, String between) {
        return all.stream()
                        .limit(SHOWN)
                        .map(one -> "'" + visible(name.apply(one)) + "' (" + Numbers.count(examples.applyAsLong(one))
                                + (examples.applyAsLong(one) == 1 ? " example)" : " examples)"))
                        .collect(Collectors.joining(between))
                + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
    }

    /** Returns the key of a dataset's configuration that merges each group into its largest class. */
    private static String labels(List<List<NamedClass>> groups) {
        Map<String, String> merged = new LinkedHashMap<>();
        groups.forEach(group -> group.stream()
                .skip(1)
                .forEach(one -> merged.put(one.name(), group.get(0).name())));
        return merged.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining(", ", "\"labels\": {", "}"));
    }

    private static String quoted(String name) {
        return visible(Json.PRETTY.writeValueAsString(name));
    }

    /** Writes what can't be seen, such as a no-break space, by its code, as JSON does. */
    private static String visible(String name) {
        return INVISIBLE
                .matcher(name)
                .replaceAll(found -> found.group()
                        .chars()
                        .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
                        .collect(Collectors.joining()));
    }

    private static Optional<Sentence> ofPredictions(Warning warning) {
        return warning instanceof ModelWarning.OneClassPredicted one
                ? sentence(
                        one.model() + " predicts " + one.predicted() + " for every test example with " + seeds(one),
                        "only metrics of its probabilities can distinguish it from a constant prediction")
                : OriginSentences.of(warning);
    }

    private static String seeds(ModelWarning.OneClassPredicted one) {
        if (one.trained() == 1) {
            return "its seed";
        }
        if (one.seeds().size() == one.trained()) {
            return "every seed";
        }
        return (one.seeds().size() == 1 ? "seed " : "seeds ")
                + one.seeds().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private static Sentence ofTraining(Warning warning) {
        if (warning instanceof DifferentBudgets budgets) {
            return budgets(budgets);
        }
        if (warning instanceof ModelWarning.FailedSearch failed) {
            return new Sentence(
                    "All " + failed.configurations() + " configurations of " + failed.model()
                            + " diverged or failed with a seed",
                    "the first one stands for them");
        }
        if (warning instanceof ModelWarning.OneValidationClass one) {
            return new Sentence(
                    "All " + Numbers.count(one.examples()) + " validation examples are of the class '"
                            + visible(one.name()) + "'",
                    "what is selected by them, a configuration or an epoch, is good at this class alone; shuffle the training"
                            + " set, or set \"validationStrategy\" to \"group\" if groups have several classes");
        }
        if (warning instanceof ModelWarning.FewValidationExamples few) {
            return new Sentence(
                    "The configuration of " + few.model() + " was selected by " + Numbers.count(few.examples())
                            + " validation examples",
                    String.format(
                            Locale.ROOT,
                            "among %d, and an accuracy on so few has a standard error of %.1f points; set \"validation\" to"
                                    + " 1,000 or more",
                            few.configurations(),
                            100 * few.standardError()));
        }
        return new Sentence(
                "No model is a baseline",
                "add one so simple that the others should outperform it, such as a linear one");
    }

    private static Sentence budgets(DifferentBudgets budgets) {
        List<String> what = new ArrayList<>();
        List<String> figures = new ArrayList<>();
        budgets.amounts().forEach((amount, models) -> {
            what.add(amount(amount));
            figures.add(amount(amount) + ": " + amounts(models));
        });
        budgets.hashes().forEach((data, different) -> {
            what.add(data(data));
            figures.add(data(data) + ": " + different + " different ones");
        });
        return new Sentence("Budgets differ in " + String.join(", ", what), String.join("; ", figures));
    }

    private static String amounts(Map<String, Double> models) {
        return models.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + String.format(
                                Locale.ROOT,
                                entry.getValue() == Math.rint(entry.getValue()) ? "%,.0f" : "%,.1f",
                                entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String amount(Budget.Amount amount) {
        return switch (amount) {
            case CONFIGURATIONS -> "configurations tried";
            case TRIALS -> "trials trained";
            case EPOCHS -> "epochs";
            case UPDATES -> "updates";
            case TOKENS -> "tokens seen";
            case PARAMETERS -> "parameters";
        };
    }

    private static String data(Budget.Data data) {
        return switch (data) {
            case VOCABULARY -> "vocabularies";
            case TRAINING_EXAMPLES -> "training examples";
        };
    }

    private static String names(List<String> models) {
        return models.size() <= FEW_MODELS
                ? String.join(", ", models)
                : models.size() + " models (" + String.join(", ", models.subList(0, FEW_MODELS - 1)) + ", ...)";
    }

    private static Optional<Sentence> sentence(String claim, String evidence) {
        return Optional.of(new Sentence(claim, evidence));
    }

    private static String without(boolean compared) {
        return compared ? "; the report's data checks have the verdicts without them" : "";
    }

    private static String are(long count) {
        return count == 1 ? " is " : " are ";
    }
}
