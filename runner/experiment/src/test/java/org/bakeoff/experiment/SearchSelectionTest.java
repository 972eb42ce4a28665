package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.bakeoff.experiment.SearchTest.SEARCH;
import static org.bakeoff.experiment.SearchTest.SPEC;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.SearchResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which configuration of a search is selected. */
class SearchSelectionTest {

    @TempDir
    Path folder;

    @Test
    void configurationsThatFailComeLast() throws IOException {
        String search =
                ", \"search\": {\"space\": {\"/models/tuned/config/fault\": [\"infinite\", \"forward\", \"once\"]}}";
        String mark = ", \"config\": {\"file\": \"" + folder.resolve("mark") + "\"}";
        TestRun run = TestRun.of(
                folder.resolve("run"),
                SPEC.formatted(mark, "", search)
                        .replace("\"tuned\": {\"plugin\": \"mean\"", "\"tuned\": {\"plugin\": \"odd\""));
        SearchResult tuning = run.result().searches().get(0);

        assertThat(tuning.configurations())
                .extracting(SearchResult.Configuration::loss)
                .startsWith(Double.NaN, Double.NaN);
        assertThat(tuning.selected()).isEqualTo(3);
        assertThat(run.result().model("tuned").trials())
                .extracting(ModelResult.Trial::seed, ModelResult.Trial::status)
                .containsExactly(tuple(8L, ModelResult.Status.DONE), tuple(9L, ModelResult.Status.DONE));
        assertThat(run.result().complete()).isTrue();
    }

    @Test
    void whereAllConfigurationsFailTheFirstStandsForThem() throws IOException {
        assertFirstStandsForAll("[\"forward\", \"link\"]", "fault", ModelResult.Status.FAILED);
    }

    @Test
    void whereAllConfigurationsDivergeTheFirstStandsForThem() throws IOException {
        assertFirstStandsForAll("[1e-3, 1e-4]", "learningRate", ModelResult.Status.DIVERGED);
    }

    private void assertFirstStandsForAll(String values, String key, ModelResult.Status status) throws IOException {
        boolean config = key.equals("fault");
        String search = ", \"search\": {\"space\": {\"/models/tuned/%s/%s\": %s}}"
                .formatted(config ? "config" : "training", key, values);
        TestRun run = TestRun.of(
                folder.resolve("run"),
                SPEC.formatted(config ? "" : ", \"config\": {\"fault\": \"infinite\"}", "", search)
                        .replace("\"tuned\": {\"plugin\": \"mean\"", "\"tuned\": {\"plugin\": \"odd\""));

        assertThat(run.result().searches().get(0).selected()).isEqualTo(1);
        assertThat(run.result().model("tuned").trials())
                .extracting(ModelResult.Trial::seed, ModelResult.Trial::status)
                .containsExactly(tuple(8L, status), tuple(9L, status));
        assertThat(run.result().complete()).isEqualTo(status == ModelResult.Status.DIVERGED);
        assertThat(run.result().conclusion().warnings()).contains(new ModelWarning.FailedSearch("tuned", 2));
    }

    @Test
    void moreEpochsAreSelectedOnlyWhereTheyAreBetter() throws IOException {
        String search = ", \"search\": {\"space\": {\"/models/tuned/training/epochs\": [1, 2, 4],"
                + " \"/models/tuned/training/learningRate\": [1e-8, 0.03]}, \"random\": {\"trials\": 3, \"seed\": 4}}";
        SearchResult tuning = TestRun.of(folder.resolve("run"), SPEC.formatted("", "", search))
                .result()
                .searches()
                .get(0);
        SearchResult.Configuration least = tuning.configurations().stream()
                .min(Comparator.comparingDouble(SearchResult.Configuration::loss))
                .orElseThrow();

        assertThat(tuning.configurations())
                .extracting(SearchResult.Configuration::epochs)
                .anyMatch(epochs -> epochs > least.epochs());
        assertThat(tuning.best()).isEqualTo(least);
        assertThat(tuning.halved()).isFalse();
    }

    @Test
    void configurationsCanBeSelectedByAccuracy() throws IOException {
        TestRun run = TestRun.of(
                folder.resolve("run"),
                SPEC.formatted(
                        "",
                        "",
                        SEARCH.strip()
                                .replaceFirst(
                                        "}$",
                                        ", \"random\": {\"trials\": 4, \"seed\": 3}, \"selectBy\": \"accuracy\"}")));
        SearchResult tuning = run.result().searches().get(0);

        assertThat(tuning.configurations()).hasSize(4);
        double most = tuning.configurations().stream()
                .mapToDouble(SearchResult.Configuration::accuracy)
                .max()
                .orElseThrow();
        assertThat(tuning.best().accuracy()).isEqualTo(most);
        assertThat(tuning.configurations().stream()
                        .filter(tried -> tried.accuracy() == most)
                        .findFirst())
                .contains(tuning.best());
    }
}
