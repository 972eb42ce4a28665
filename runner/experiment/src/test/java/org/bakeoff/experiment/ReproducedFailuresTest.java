package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.report.run.Reproduction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of trials that fail again. */
class ReproducedFailuresTest {

    private static final String ODD = "\"bad\": {\"plugin\": \"odd\", \"config\": {\"fault\": \"forward\"}}";

    @TempDir
    private Path folder;

    @Test
    void trialsThatFailAgainHaveNoPredictionsThatCouldBeTheSame() throws IOException {
        Reproduction some = reproduced("some", "\"quick\": {\"plugin\": \"mean\"}, " + ODD);
        assertThat(some.verdict()).isEqualTo(Reproduction.Verdict.IDENTICAL);
        assertThat(some.identical()).containsExactly("quick-1");
        assertThat(some.failed()).containsExactly("bad-1");

        Reproduction none = reproduced("none", ODD);
        assertThat(none.verdict()).isEqualTo(Reproduction.Verdict.UNDECIDED);
        assertThat(none.failed()).containsExactly("bad-1");
    }

    private Reproduction reproduced(String name, String models) throws IOException {
        TestRun run =
                TestRun.of(folder.resolve(name), TestRun.SPEC.replace("\"quick\": {\"plugin\": \"mean\"}", models));
        return new RunReproduction(
                        run.folder(),
                        null,
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(folder.resolve("cache")),
                        true,
                        0)
                .run(event -> {});
    }
}
