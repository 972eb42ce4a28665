package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bakeoff.experiment.InstalledPlugins;
import org.bakeoff.experiment.InstalledPlugins.Installed;
import org.bakeoff.experiment.InstalledPlugins.Kind;
import org.bakeoff.spec.ComparisonConfig;
import org.bakeoff.spec.KeyDescription;
import org.bakeoff.spec.SearchMethod;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecKey;
import org.bakeoff.spec.Training;
import org.junit.jupiter.api.Test;

/** The reference of specs is made from what the plugins and the runner say of their keys. */
class SpecPageTest {

    private static final Path PAGE = Path.of("../docs/spec.md");
    private static final String COMMAND =
            "mvn -pl cli -am package -Dtest=SpecPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dbakeoff.write=true";
    private static final String HEAD = """
            # The spec

            Every key of a spec, with the plugins that Bakeoff brings. This page is made from the sources by
            `%s`
            and a test holds it against them. `./bakeoff plugins NAME` shows the same for one plugin, your own included, and
            `./bakeoff schema` prints a JSON Schema for editors: name its file as `"$schema"` in a spec.

            %s
            Comments and trailing commas are fine. Paths are relative to the spec's folder.

            ## training
            """.formatted(COMMAND, sections());

    private static final String SEEDS = """

            Optimizers have Keras' form: Adam's epsilon is 1e-7 and not corrected for bias, and SGD's momentum keeps the step sizes of earlier updates.
            `weightDecay` is decoupled from the gradient (Loshchilov and Hutter, 2019): before each update every trained weight, biases
            and norms included, is multiplied by 1 - step size × decay, as PyTorch and Keras do by default.
            Of T updates in all, W of them for the `warmup`, update u, counted from 0, has (u + 1) / W of the learning rate
            while u < W, and then, with p = (u - W) / (T - W), all of it (`constant`), 1 - p (`linear`) or (1 + cos πp) / 2 (`cosine`). T counts
            all epochs, even if early stopping ends training before the last one. With `gradientAccumulation` an update learns from `batchSize` ×
            `gradientAccumulation` examples, of which memory holds `batchSize` at once:

            ```json
            "training": { "optimizer": "adamw", "weightDecay": 0.01, "schedule": "cosine", "warmup": 0.1, "gradientAccumulation": 4 }
            ```

            `learningRates` name parts of a model: the blocks that its block adds, as [safetensors](https://github.com/huggingface/safetensors) in
            the trial's folder name them, without their numbers. The weight `01encoder_02Linear_weight` is of the part `encoder`. The parts of
            `bert`, which names its weights as transformers does, are `encoder` and `head`. Warmup and schedule change all rates alike. A model without such a part is refused, so give them to the model that has it:

            ```text
            "models": { "m": { "plugin": "...", "training": { "learningRate": 0.001, "learningRates": { "encoder": 0.00002 } } } }
            ```

            `examples` asks what a smaller training set would give: all is as though it had no more examples than that, so with a `validation` of
            0.1, 800 examples are 720 to train on and 80 of the validation set. They are taken by groups, or equal texts that nothing
            groups, in an order that depends on the groups' names alone, the last group in part. So they are the same for every model and seed,
            and 1,000 examples hold the 100 of a smaller run; their validation examples may differ, since each set is split by itself. What a
            model's own encoding learns, and the counts and checks of `data` and of the report, come from them alone; a dataset's vocabulary and
            the positive class from the whole training set.

            `seeds` may be an object instead of a list. Every model is then trained with the seeds 1 to `atLeast`, and the models
            are compared. Where that isn't enough, the models whose next seed helps most get one, and so on, up to `atMost` seeds of a model:

            ```json
            "training": { "seeds": { "atLeast": 3, "atMost": 20, "until": "decided" } }
            ```

            ```json
            "training": { "seeds": { "atLeast": 3, "atMost": 20, "until": { "halfWidth": 0.01 } } }
            ```

            | key | allowed | meaning |
            | --- | --- | --- |
            %s
            `"decided"` stops when every two models have a verdict, `halfWidth` when every simultaneous interval reaches no further than that
            to either side, with at least five seeds of each model. [statistics.md](statistics.md) says how repeated looks at the results are
            allowed for. A search needs a list.
            """.formatted(seeds());

    private static String seeds() {
        StringBuilder rows = new StringBuilder();
        KeyDescription.of(Training.defaults()).stream()
                .flatMap(key -> key.alternatives().stream())
                .forEach(one -> one.keys().forEach(key -> alternative(key, rows)));
        return rows.toString();
    }

    private static void alternative(KeyDescription key, StringBuilder rows) {
        rows.append("| `" + key.name() + "` | " + cell(key.allowed()) + " | " + cell(key.meaning()) + " |\n");
        key.alternatives().forEach(one -> one.keys().forEach(inner -> alternative(inner, rows)));
    }

    private static final String PREDICTIONS = """

            ## Predictions from elsewhere
            A model that was trained in another tool stands beside trained ones by its predictions for the test set, with a file for each of its
            seeds, which are 1, 2, 3 and so on:

            <!-- not run by tests: names files of predictions -->
            ```json
            "models": {
              "lstm": { "plugin": "lstm" },
              "my-bert": { "predictions": ["bert-seed1.csv", "bert-seed2.csv"] },
              "my-svm": { "predictions": ["svm.csv"], "baseline": true }
            }
            ```

            %s
            `./bakeoff export SPEC --out DIR` writes the training, validation and test sets, for which the files need not be there yet.
            [command-line.md](command-line.md#predictions-from-elsewhere) describes the files, [from-python.md](from-python.md) shows how to write
            them. They are read before anything is trained, and whatever doesn't fit the test set is refused. `trials/MODEL-SEED` holds a copy, which
            `compare`, `report` and `reproduce` use; for a model that gives labels alone, its `predictions.csv` has the column `predicted`.

            The number of files may differ from the number of seeds of other models. A search doesn't concern such a model. `seeds` must be a list,
            since nobody can add a seed to it. A run resumes only while the files are the same. `predict` can't ask such a model. A spec of such models alone trains
            nothing and needs no PyTorch.
            """.formatted(predictionKeys());

    private static String predictionKeys() {
        return table(Spec.ImportedModel.keys());
    }

    private static final String SEARCH = """

            ## search
            What a model is tuned with. A key of `space` is a JSON pointer into the spec: `/models/NAME/config/KEY`,
            `/models/NAME/training/KEY`, or `/training/KEY` for all models that have no such key of their own. Its value is a list of
            values, or a range:

            | range | what is drawn |
            | --- | --- |
            | `{"uniform": [LOW, HIGH]}` | a number between the two, each as likely as any other, to four digits |
            | `{"logUniform": [LOW, HIGH]}` | the same for its logarithm: as many between 0.001 and 0.01 as between 0.01 and 0.1 |
            | `{"uniformInteger": [LOW, HIGH]}` | a whole number, both ends among them |
            | `{"logUniformInteger": [LOW, HIGH]}` | a whole number whose logarithm is about uniform |

            ```json
            {
              "dataset": { "plugin": "synthetic" },
              "models": {
                "lstm": { "plugin": "lstm" },
                "bag-of-words": { "plugin": "bagofwords" }
              },
              "training": { "seeds": [1, 2, 3], "validation": 0.2 },
              "search": {
                "space": {
                  "/models/lstm/config/hiddenUnits": [[50], [100], [200]],
                  "/models/lstm/training/learningRate": { "logUniform": [1e-4, 1e-2] },
                  "/models/bag-of-words/training/learningRate": { "logUniform": [1e-4, 1e-1] }
                },
                "random": { "trials": 40, "seed": 1 }
              }
            }
            ```

            Every configuration is trained with every one of `training.seeds`, into `trials/MODEL-CONFIGURATION-SEED`. One is selected for
            each model by the validation examples alone, with the weights that a trial keeps: those of the last epoch, or of the best with
            `earlyStopping`. A configuration that diverged or failed with a seed comes last.

            A search selects lucky seeds along with a good configuration. So the selected configuration is trained again with
            fresh seeds, and only these trials predict the test examples; a trial of the search never does, and has no `predictions.csv`. The
            fresh seeds are the whole numbers after the largest of `training.seeds`: 4, 5 and 6 after 1, 2 and 3. (After
            9223372036854775807 they go on at 0, without those of the search.) `confirmSeeds` says how many there are. N configurations
            with S seeds thus take N * S trials and `confirmSeeds` more. A model with a single configuration isn't searched: it is
            trained and tested with `training.seeds`. ([statistics.md](statistics.md) says why under "Tuned models".)

            With `halving` a search stops hopeless configurations early (Jamieson and Talwalkar, 2016): all are trained for `firstEpochs`, the best
            1/`factor` of a model's configurations, rounded up, for `factor` times as many, and so on, until all epochs are trained or one
            configuration is left. With 27 configurations, 9 epochs and the defaults, 27 are trained for 1 epoch, 9 for 3, 3 for 9. A
            trial that continues gives what it would have given without stopping, to the byte. Schedules always have all epochs in view, so a
            configuration that is slow at first may be stopped.

            ```text
            "search": { "random": { "trials": 27 }, "halving": { "factor": 3, "firstEpochs": 1 }, "space": { "/models/lstm/training/learningRate": { "logUniform": [1e-4, 1e-2] } } }
            ```

            The report says how many configurations of each model were tried and how many trials that took, warns where these differ, and
            shows the validation score that a search may expect by the number of configurations. Random numbers don't
            depend on the configuration, so that a selected model trained by itself with the same seeds gives the same predictions.

            """;

    private static final String SECRETS = """

            ## Secrets
            A password or a token belongs in an environment variable. In a path, a URL or a secret of a dataset's configuration, `${NAME}` stands
            for its value:

            <!-- not run by tests: needs a server -->
            ```json
            { "plugin": "text", "config": { "train": "https://${READER}:${PASSWORD}@example.org/reviews.csv?token=${TOKEN}" } }
            ```

            A value is put in as it is, so in a URL it must have escapes for what means something else there, such as `%40` for `@` in a password.
            A relative path that begins with a variable is taken from the working folder, as one of `--set` is.
            The names stay in the resolved spec and in the run directory; the values are put in where the data is read, in Bakeoff's own process.
            A variable that isn't set is refused with the key's place before any data is touched. `$${` stands for `${` itself. In other
            strings, and in the configuration of models and evaluators, `${` has no meaning.

            Whatever else stands in the user info or the query of a URL, or after a `;` in it, is written as `***`: in the run directory, the cache,
            messages and the log. So it is in a JDBC URL, and where a SQL query names a URL. Only `true`, `false`, numbers of up to three
            digits, and, in a URL that names a variable, such values as `user=reader` or `sslmode=require` stay. User info is sent to the server
            (HTTP basic authentication), and to no other that it points to. In the configuration of a model or an evaluator, which is written
            whole, a secret is refused.

            A run resumes with the same spec, also if only a password has changed: what counts is the SHA-256 of the data that was read, and
            no run directory has a hash of a secret, from which a short one could be guessed. Its own spec.json resumes it as well, and `reproduce` and
            `compare` can load its data, if all secrets are variables; where a secret was redacted, they refuse it and name the key.
            The names of downloads in the cache are keyed hashes (HMAC-SHA-256) with a random key that only the cache holds.

            """;

    private static String sections() {
        StringBuilder table = new StringBuilder("| key | meaning |\n| --- | --- |\n");
        for (SpecKey key : SpecKey.values()) {
            table.append("| `")
                    .append(key.key())
                    .append("` | ")
                    .append(key.meaning())
                    .append(" |\n");
        }
        return table.toString();
    }

    @Test
    void thePageIsCurrent() throws IOException {
        String page = page();
        if (Boolean.getBoolean("bakeoff.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).as(COMMAND + " writes it anew").isEqualToNormalizingNewlines(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        page.append(table(KeyDescription.of(Training.defaults())));
        page.append(SEEDS);
        page.append("\n## comparison\n");
        page.append(table(KeyDescription.of(ComparisonConfig.defaults())));
        page.append(SECRETS.stripTrailing()).append('\n');
        page.append(PREDICTIONS);
        page.append(SEARCH);
        page.append(table(KeyDescription.of(SearchMethod.defaults())));
        InstalledPlugins all = InstalledPlugins.find(List.of());
        for (Kind kind : Kind.values()) {
            page.append("\n## ")
                    .append(kind.name().charAt(0))
                    .append(kind.name().substring(1).toLowerCase(Locale.ROOT));
            page.append("s\n");
            for (Installed plugin : all.plugins()) {
                if (plugin.kind() == kind) {
                    page.append("\n### ").append(plugin.name()).append('\n');
                    page.append(upper(plugin.description())).append(".\n");
                    page.append(plugin.keys().isEmpty() ? "" : "\n" + table(plugin.keys()));
                }
            }
        }
        return page.toString();
    }

    private static String upper(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String table(List<KeyDescription> keys) {
        StringBuilder table = new StringBuilder("| key | default | allowed | meaning |\n| --- | --- | --- | --- |\n");
        keys.forEach(key -> row("", key, table));
        return table.toString();
    }

    private static void row(String parent, KeyDescription key, StringBuilder table) {
        String standard = key.required() ? "required" : key.standard() == null ? "none" : "`" + key.standard() + "`";
        table.append("| `").append(parent).append(key.name()).append("` | ");
        table.append(standard)
                .append(" | ")
                .append(cell(key.allowed()))
                .append(" | ")
                .append(cell(key.meaning()))
                .append(" |\n");
        key.keys().forEach(inner -> row(parent + key.name() + ".", inner, table));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
