package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bakeoff.experiment.Lies.Nothing;
import static org.bakeoff.experiment.Lies.experiment;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that goes on where a download fails, for whatever reason: what a listener throws there still stops the run. */
class SwallowedListenerTest {

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", request -> {
            request.sendResponseHeaders(200, 1);
            request.getResponseBody().write('x');
            request.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatTheListenerThrowsReachesTheCaller() {
        for (Fallback plugin : List.of(new Fallback(null), new Fallback(new IllegalStateException("no mirror")))) {
            for (Throwable thrown : List.of(new AssertionError("mine"), new IllegalStateException("mine"))) {
                assertThatThrownBy(() -> run(plugin, event -> {
                            if (event instanceof Progress.Downloading) {
                                throw SwallowedListenerTest.<RuntimeException>sneaky(thrown);
                            }
                        }))
                        .isSameAs(thrown);
                assertThat(folder.resolve("run/trials")).doesNotExist();
            }
        }
        run(new Fallback(null), event -> {});
        assertThat(folder.resolve("run/comparison.json")).exists();
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private void run(Fallback plugin, Consumer<Progress> listener) {
        experiment(folder, "run")
                .dataset(plugin, new Nothing())
                .model("mean", "mean")
                .build()
                .run(listener);
    }

    /** Downloads what it can do without, or gives up with an exception of its own. */
    private final class Fallback implements Dataset<Nothing> {

        private final RuntimeException otherwise;

        Fallback(RuntimeException otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public String name() {
            return "fallback";
        }

        @Override
        public String description() {
            return "goes on";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public DataSplits load(Nothing config, DataContext context) throws IOException {
            try {
                context.open("http://127.0.0.1:" + server.getAddress().getPort() + "/" + System.nanoTime(), null);
            } catch (Throwable e) {
                if (otherwise != null) {
                    throw otherwise;
                }
            }
            return new DataSplits(
                    new DatasetInfo(List.of("n", "p"), List.of("<padding>", "a", "b"), 2), examples(0), examples(40));
        }

        private static List<Example> examples(int first) {
            return IntStream.range(first, first + 40)
                    .mapToObj(index ->
                            new Example("e" + index, new int[] {1 + index % 2}, index % 2, "", "g" + index, Map.of()))
                    .toList();
        }
    }
}
