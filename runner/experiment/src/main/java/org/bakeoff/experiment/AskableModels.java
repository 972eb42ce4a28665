package org.bakeoff.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.ModelEncoding;
import org.bakeoff.data.ModelInput;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.report.run.DataFile;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.statistics.Warning;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Decides which models of a finished run can be asked about the examples: those that would get the token ids that they were
 * trained with. After a change of the training set, say, an id stands for another word than it did.
 */
final class AskableModels {

    private final FinishedRun run;
    private final EncodedModels encoded;
    private final EncodedModels.Encoder encoder;
    private @Nullable DataFile data;
    private final List<Warning> warnings = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();

    /**
     * Starts with a run whose dataset has the configuration of the data.
     *
     * @param encoded the data, to which what models with an encoding of their own take is added
     */
    AskableModels(FinishedRun run, EncodedModels encoded, EncodedModels.Encoder encoder) {
        this.run = run;
        this.encoded = encoded;
        this.encoder = encoder;
    }

    /**
     * Returns whether a model can be asked, after encoding the examples for it if it has an encoding of its own. The run must say
     * how it encoded texts, and the data must be encoded in the same way.
     *
     * @param outcomes its trials, with the name that the model has in the comparison
     * @throws BakeoffException if what its own encoding depends on has changed
     */
    boolean add(ModelResult model, List<TrialOutcome> outcomes) throws IOException {
        if (data == null) {
            data = run.directory().data();
        }
        DataFile described = data;
        Map<DataFile.Entry, DatasetInfo> infos = described.infos();
        List<DataFile.Entry> entries = outcomes.stream()
                .map(outcome -> new DataFile.Entry(
                        model.name(),
                        model.description().configuration(),
                        outcome.trial().seed()))
                .toList();
        Spec.Model asked = outcomes.get(0).trial().model();
        boolean own = ModelEncoding.of(asked.provider()).isPresent();
        if (!entries.stream()
                        .allMatch(entry -> infos.containsKey(entry)
                                && described.encoding(entry).isPresent() == own)
                || !hasFiles(asked, described, entries)) {
            return false;
        }
        List<Spec.Model> models =
                outcomes.stream().map(TrialOutcome::trial).map(Trial::model).toList();
        EncodedFile file = encoded.data().file();
        encoded.add(models.stream(), ValidationSplit.of(file.trial(), run.spec().training()), encoder);
        DatasetInfo now = encoded.info(asked);
        if (entries.stream().allMatch(entry -> now.equals(infos.get(entry)))) {
            return true;
        }
        encoded.remove(models);
        changed.add(asked.name());
        return false;
    }

    /** Returns whether what the own encoding of a model reads is there; otherwise there is a warning. */
    private boolean hasFiles(Spec.Model model, DataFile data, List<DataFile.Entry> entries) {
        try {
            for (DataFile.Entry entry : entries) {
                new ModelInput(data.info(), data.encoding(entry).map(DataFile.Encoding::sha256))
                        .requireUnchanged(model.provider());
            }
            return true;
        } catch (BakeoffException e) {
            if (e.code() != ErrorCode.DATA_UNAVAILABLE) {
                throw e;
            }
            warnings.add(new RunWarning.UnaskedModel(model.name()));
            return false;
        }
    }

    /** Returns what to say of the models that can't be asked. */
    List<Warning> warnings() {
        List<Warning> all = new ArrayList<>(warnings);
        if (!changed.isEmpty()) {
            all.add(new RunWarning.ChangedEncoding(run.directory().path().toString(), changed));
        }
        return all;
    }
}
