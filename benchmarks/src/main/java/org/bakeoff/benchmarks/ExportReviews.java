package org.bakeoff.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Example;
import org.bakeoff.spec.Spec;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Writes the token ids that Bakeoff trains on for its peers, so that all train on the same reviews. For each set, train
 * and test, there are SET-tokens.int32, all reviews padded in front with 0, and SET-labels.int32, both little-endian.
 */
@Command(name = "export-reviews", mixinStandardHelpOptions = true, description = "Writes token ids for the peers.")
public final class ExportReviews implements Callable<Integer> {

    @Mixin
    private final NotebookExperiment notebook = new NotebookExperiment();

    @Option(names = "--out", required = true, description = "the folder to write to")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    ExportReviews() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ExportReviews()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Spec.Chosen<Dataset<?>> dataset = notebook.experiment(out).spec().dataset();
        DataSplits splits = load(dataset.plugin(), dataset.config(), (source, sha256) -> Path.of(source));
        Files.createDirectories(out);
        write("train", splits.train());
        write("test", splits.test());
        return 0;
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> DataSplits load(Dataset<C> plugin, Record config, DataContext context)
            throws IOException {
        return plugin.load((C) config, context);
    }

    private void write(String set, List<Example> examples) throws IOException {
        int[] tokens = new int[examples.size() * notebook.length];
        int[] labels = new int[examples.size()];
        for (int row = 0; row < labels.length; row++) {
            int[] ids = examples.get(row).tokens();
            System.arraycopy(ids, 0, tokens, (row + 1) * notebook.length - ids.length, ids.length);
            labels[row] = examples.get(row).label();
        }
        write(out.resolve(set + "-tokens.int32"), tokens);
        write(out.resolve(set + "-labels.int32"), labels);
    }

    private static void write(Path file, int[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
