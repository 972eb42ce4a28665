package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.TestData;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.Training;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.PredictionWarning;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.statistics.Warning;
import org.bakeoff.training.TrainedModels;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialFolder;
import org.bakeoff.training.TrialOutcome;
import tools.jackson.databind.node.ObjectNode;

/** Merges the trials of finished runs into one run directory, under distinct names. */
final class MergedRuns {

    /** How many characters of a run's folder the name of a model may have. */
    private static final int LONGEST_FOLDER = 40;

    /** The characters of a hyphen and the largest number of a model. */
    private static final int LONGEST_NUMBER = 4;

    private final RunDirectory directory;
    private final FinishedRun first;
    private final List<TrialOutcome> outcomes = new ArrayList<>();
    private final List<TrialOutcome> readable = new ArrayList<>();
    private final List<Spec.ComparedModel> models = new ArrayList<>();
    private final Map<String, List<Predictions>> imported = new LinkedHashMap<>();
    private final Map<Path, Path> origins = new LinkedHashMap<>();
    private final Map<String, Budget> budgets = new LinkedHashMap<>();
    private final List<SearchResult> tuning = new ArrayList<>();
    private final List<Looks> looks = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final Map<Path, Map<String, String>> names = new HashMap<>();
    private final Set<Provenance.PluginJar> earlier = new LinkedHashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> suffixes = new HashMap<>();
    private final Map<String, Agreed> margins = new LinkedHashMap<>();
    private final Map<String, Integer> groups = new LinkedHashMap<>();
    private final MajorityClasses majorities;

    private final Map<String, List<Warning>> ofRuns = new LinkedHashMap<>();

    /** The trials of each readable model whose plugin has changed. */
    private final List<List<TrialOutcome>> rebuilt = new ArrayList<>();

    /** The margin of a run, and the metric that it is about. */
    private record Agreed(OptionalDouble margin, Optional<String> metric) {}

    /** Starts without trials; the dataset, the common training and the evaluators are those of the first run. */
    MergedRuns(RunDirectory directory, FinishedRun first) {
        this.directory = directory;
        this.first = first;
        this.majorities = new MajorityClasses(first);
    }

    /**
     * Reads all trials of a run.
     *
     * @param encoded the data of the first run, to which what models with an encoding of their own take is added
     */
    void add(FinishedRun run, TrialFolder folders, EncodedModels encoded, EncodedModels.Encoder encoder)
            throws IOException {
        EncodedFile file = encoded.data().file();
        TestData test = file.test();
        margins.put(
                run.directory().path().toString(),
                new Agreed(
                        run.spec().comparison().equivalenceMargin(),
                        run.result().metrics().primary()));
        groups(run);
        majorities.add(run);
        AskableModels askable = new AskableModels(run, encoded, encoder);
        RunPlugins used = new RunPlugins(run.directory());
        for (ModelResult model : run.result().models()) {
            String name = free(model.name(), run);
            names.computeIfAbsent(run.directory().path(), folder -> new HashMap<>())
                    .put(model.name(), name);
            for (ModelResult.Trial trial : model.trials()) {
                // A trial that was renamed before has another name in its trial.json than its folder has.
                origins.put(
                        directory.trials().resolve(Trial.name(name, 0, trial.seed())),
                        run.directory().trials().resolve(model.name(trial)));
            }
            Optional<Spec.ImportedModel> elsewhere = run.imported(model.name());
            if (elsewhere.isPresent()) {
                if (run.outdated().contains(model.name())) {
                    warnings.add(new RunWarning.UnknownConfiguration(
                            name, model.description().plugin()));
                }
                imported.put(name, run.predictions(model, test));
                models.add(new Spec.ImportedModel(
                        name, elsewhere.get().files(), elsewhere.get().baseline()));
                continue;
            }
            List<TrialOutcome> own = run.outcomes(model, folders, test);
            List<TrialOutcome> named =
                    own.stream().map(outcome -> renamed(outcome, name)).toList();
            outcomes.addAll(named);
            used.check(run.spec().dataset().plugin());
            boolean changed = used.check(named.get(0).trial().model().provider().plugin());
            if (run.encodesAs(first) && askable.add(model, named)) {
                readable.addAll(named);
                if (changed) {
                    rebuilt.add(named);
                }
            }
            models.add(written(trained(named)));
            model.description().budget().ifPresent(budget -> budgets.put(name, budget));
            run.result().searches().stream()
                    .filter(one -> one.model().equals(model.name()))
                    .forEach(one ->
                            tuning.add(new SearchResult(name, one.selectBy(), one.selected(), one.configurations())));
        }
        ofRuns.put(
                run.directory().path().toString(),
                run.result().conclusion().warnings().stream()
                        .map(warning -> warning instanceof ModelWarning.FewValidationExamples few
                                ? new ModelWarning.FewValidationExamples(
                                        name(run, few.model()),
                                        few.configurations(),
                                        few.examples(),
                                        few.standardError())
                                : warning)
                        .toList());
        looks.add(looks(run));
        // The files that predictions came from aren't read again.
        run.warnings(PredictionWarning.class).stream()
                .map(warning -> warning.named(name(run, warning.model())))
                .forEach(warnings::add);
        warnings.addAll(askable.warnings());
        used.changed().ifPresent(warnings::add);
        earlier.addAll(used.earlier());
    }

    /** Notes how many groups a run has; one that compared runs of several numbers itself has all of these. */
    private void groups(FinishedRun run) {
        List<RunWarning.DifferentGroups> several = run.warnings(RunWarning.DifferentGroups.class);
        several.forEach(differing -> groups.putAll(differing.groups()));
        if (several.isEmpty()) {
            groups.put(run.directory().path().toString(), run.result().dataset().clusters());
        }
    }

    /** Returns the looks at a run's results, with the names that its models have here. */
    private Looks looks(FinishedRun run) {
        Map<String, String> here = names.getOrDefault(run.directory().path(), Map.of());
        Looks.Plan planned = plan(run);
        List<Map<String, Integer>> all = new ArrayList<>();
        for (Map<String, Integer> look : ResumeCheck.of(run.directory()).looks()) {
            Map<String, Integer> renamed = new LinkedHashMap<>();
            look.forEach((model, seeds) -> renamed.put(here.getOrDefault(model, model), seeds));
            all.add(renamed);
        }
        // Looks at variances alone don't count.
        boolean alone = planned instanceof Looks.UntilPrecise && !all.isEmpty();
        return new Looks(alone ? all.subList(all.size() - 1, all.size()) : all, planned);
    }

    /** Returns the plan of a run; a comparison of several has none, though the training of the first one stands in its spec. */
    private static Looks.Plan plan(FinishedRun run) {
        boolean unplanned = run.result().primaryMetric().isPresent()
                && run.result().conclusion().rounds().plan() instanceof Looks.Unplanned;
        return unplanned
                ? new Looks.Unplanned()
                : SeedLooks.plan(run.spec().training().seeds());
    }

    /** Copies the trials into the run directory. */
    void copy() throws IOException {
        for (Map.Entry<Path, Path> folder : origins.entrySet()) {
            TrialFolder.copy(folder.getValue(), folder.getKey());
        }
    }

    /**
     * Returns a spec of all models, each with as much of its own training as a spec allows.
     *
     * @param margin the margin of equivalence; empty for that of the runs, if they have the same
     */
    Spec spec(String name, OptionalDouble margin) {
        return new Spec(
                new Spec.Title(name, List.of()),
                first.spec().dataset(),
                models,
                first.spec().training(),
                first.spec().comparison().withMargin(margin.isPresent() ? margin : margin()),
                first.spec().evaluators(),
                null);
    }

    /** Returns the margin that all runs have, and warns where they differ. */
    private OptionalDouble margin() {
        boolean none = margins.values().stream().allMatch(one -> one.margin().isEmpty());
        if (none || margins.values().stream().distinct().count() == 1) {
            return first.spec().comparison().equivalenceMargin();
        }
        Map<String, OptionalDouble> differing = new LinkedHashMap<>();
        margins.forEach((run, agreed) -> differing.put(run, agreed.margin()));
        warnings.add(new RunWarning.DifferentMargins(differing));
        return OptionalDouble.empty();
    }

    /**
     * Returns what to compare. Models that don't accept the token ids of the first run, or whose weights don't fit what their
     * plugin makes now, can't be asked.
     *
     * @param pairs the pairs of models that have verdicts; empty for all
     */
    Comparer.Trials compared(TrainedModels trained, Optional<List<ComparisonInput.ModelPair>> pairs) {
        if (groups.values().stream().distinct().count() > 1) {
            warnings.add(new RunWarning.DifferentGroups(groups));
        }
        majorities.warning().ifPresent(warnings::add);
        for (List<TrialOutcome> model : rebuilt) {
            if (!trained.fits(model)) {
                readable.removeAll(model);
                warnings.add(new RunWarning.UnfittingWeights(
                        model.get(0).trial().model().name(),
                        model.get(0).trial().model().provider().plugin().name()));
            }
        }
        // Nobody has looked at models beside themselves before.
        Looks before = pairs.isPresent() ? Looks.NONE : looks();
        return new Comparer.Trials(outcomes, trained.of(readable), budgets, tuning, before, warnings, pairs);
    }

    /** Returns the looks at the results of all runs. */
    Looks looks() {
        return SeedLooks.merged(looks);
    }

    /** Returns the warnings of each run, by its run directory, with the names that its models have here. */
    Map<String, List<Warning>> warningsOfRuns() {
        return ofRuns;
    }

    /** Returns the trials whose models accept the token ids of the first run. */
    Stream<Trial> readable() {
        return readable.stream().map(TrialOutcome::trial);
    }

    /** Returns the plugins of the runs' datasets and models that have changed since, as they were. */
    Collection<Provenance.PluginJar> earlierPlugins() {
        return earlier;
    }

    /** Returns the name here of a run's model. */
    String name(FinishedRun run, String model) {
        return names.getOrDefault(run.directory().path(), Map.of()).getOrDefault(model, model);
    }

    /** Returns the predictions of the models from elsewhere. */
    ImportedModels imported() {
        return new ImportedModels(imported, List.of());
    }

    /** Returns the device of the first trial. */
    String device() {
        return outcomes.isEmpty()
                ? ExperimentRun.NO_DEVICE
                : outcomes.get(0).trial().device();
    }

    /** Returns the model of its trials, with the seeds of all of them. */
    private static Spec.Model trained(List<TrialOutcome> trials) {
        Spec.Model model = trials.get(0).trial().model();
        if (!(model.training().seeds() instanceof SeedPlan.Listed)) {
            return model;
        }
        SeedPlan seeds = new SeedPlan.Listed(
                trials.stream().map(outcome -> outcome.trial().seed()).toList());
        return new Spec.Model(model.name(), model.provider(), model.training().with(seeds));
    }

    /** Returns a model as a spec can hold it, and warns of what it can't. */
    private Spec.Model written(Spec.Model model) {
        Training training = model.training().within(first.spec().training());
        ObjectNode own = Records.toJson(model.training());
        ObjectNode possible = Records.toJson(training);
        Map<String, String> lost = new LinkedHashMap<>();
        own.properties().stream()
                .filter(entry -> !entry.getValue().equals(possible.get(entry.getKey())))
                .forEach(entry -> lost.put(entry.getKey(), entry.getValue().toString()));
        // What is absent, such as "examples", stands for all.
        possible.propertyNames().stream().filter(key -> !own.has(key)).forEach(key -> lost.put(key, "null"));
        if (!lost.isEmpty()) {
            warnings.add(new RunWarning.TrainingNotInSpec(model.name(), lost));
        }
        return new Spec.Model(model.name(), model.provider(), training);
    }

    /**
     * Returns an unused name for a model: its own, or its own followed by its run's folder. Both are shortened where they are longer than
     * a spec allows.
     */
    private String free(String name, FinishedRun run) {
        String folder = String.valueOf(run.directory().path().getFileName())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        String suffix = "-of-" + shortened(folder, LONGEST_FOLDER);
        String named = shortened(name, Spec.LONGEST_NAME - suffix.length() - LONGEST_NUMBER) + suffix;
        String candidate = taken.contains(name) ? named : name;
        while (!taken.add(candidate)) {
            candidate = named + "-" + suffixes.merge(named, 2, (before, first) -> before + 1);
        }
        return candidate;
    }

    private static String shortened(String text, int most) {
        return text.substring(0, Math.min(text.length(), most));
    }

    private static TrialOutcome renamed(TrialOutcome outcome, String name) {
        Trial trial = outcome.trial();
        Spec.Model model =
                new Spec.Model(name, trial.model().provider(), trial.model().training());
        return outcome.withTrial(new Trial(model, trial.seed(), trial.device()));
    }
}
