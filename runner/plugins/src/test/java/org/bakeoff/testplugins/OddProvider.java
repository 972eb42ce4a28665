package org.bakeoff.testplugins;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.jspecify.annotations.Nullable;

/** A model that misbehaves in the way it is told to. */
public final class OddProvider implements ModelProvider<OddProvider.Config> {

    /** What it does. */
    public record Config(
            @ConfigProperty(
                    value = "what it does",
                    oneOf = {
                        "throw",
                        "shape",
                        "forward",
                        "link",
                        "infinite",
                        "untrained",
                        "exit",
                        "once",
                        "wait",
                        "input",
                        "memory",
                        "crash"
                    })
            String fault,

            @ConfigProperty(value = "a file that it makes when it fails once, or whose end it waits for", path = true)
            @Nullable
            String file) {}

    @Override
    public String name() {
        return "odd";
    }

    @Override
    public String description() {
        return "misbehaves";
    }

    @Override
    public Config defaults() {
        return new Config("throw", null);
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        SequentialBlock block = new SequentialBlock();
        block.add(new LambdaBlock(list -> new NDList(list.singletonOrThrow().toType(DataType.FLOAT32, false))));
        return switch (config.fault()) {
            case "shape" -> block.add(Linear.builder().setUnits(7).build());
            case "forward" ->
                block.add(new LambdaBlock(list -> {
                    throw new IllegalArgumentException("this model can't be run");
                }));
            case "link" ->
                block.add(new LambdaBlock(list -> {
                    throw (Error)
                            new NoClassDefFoundError().initCause(new ClassNotFoundException("org.somebody.Missing"));
                }));
            case "infinite" ->
                block.add(new LambdaBlock(list ->
                                new NDList(list.singletonOrThrow().mul(1e38f).mul(1e38f))))
                        .add(Linear.builder().setUnits(data.outputs()).build());
            case "untrained" ->
                block.add(Linear.builder().setUnits(data.outputs()).build()).add(new OnlyInTraining());
            case "once" ->
                block.add(new FailingOnce(Path.of(String.valueOf(config.file()))))
                        .add(Linear.builder().setUnits(data.outputs()).build());
            case "wait" ->
                block.add(new Waiting(Path.of(String.valueOf(config.file()))))
                        .add(Linear.builder().setUnits(data.outputs()).build());
            case "input" -> {
                readInput();
                yield block.add(Linear.builder().setUnits(data.outputs()).build());
            }
            case "memory" ->
                block.add(new LambdaBlock(list -> {
                    throw new IllegalStateException("there was room for "
                            + Stream.generate(() -> new long[Integer.MAX_VALUE - 8])
                                    .limit(1 << 20)
                                    .toList());
                }));
            case "crash" -> {
                new Pointer(1).setByte(0, (byte) 0);
                throw new IllegalStateException("not reached");
            }
            case "exit" -> {
                Runtime.getRuntime().halt(77);
                throw new IllegalStateException("not reached");
            }
            default -> throw new IllegalStateException("this model can't be made");
        };
    }

    /** Reads standard input to its end, and so does a process that it starts. */
    private static void readInput() {
        try {
            if (System.in.read() >= 0
                    || new ProcessBuilder("cat").inheritIO().start().waitFor() != 0) {
                throw new IllegalStateException("there is input for this model");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails in the first training of all processes, and leaves a file as a sign of it. */
    private static final class FailingOnce extends AbstractBlock {

        private final Path mark;

        FailingOnce(Path mark) {
            this.mark = mark;
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
            try {
                if (training && Files.notExists(mark)) {
                    Files.createFile(mark);
                    throw new IllegalStateException("this model fails once");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return inputs;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }

    /** Waits in its twelfth batch until it is interrupted, if a file is there. */
    private static final class Waiting extends AbstractBlock {

        private final Path mark;
        private int batches;

        Waiting(Path mark) {
            this.mark = mark;
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
            if (training && ++batches == 12) {
                try {
                    while (Files.exists(mark)) {
                        Thread.sleep(10);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return inputs;
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }

    /** Finite while training, and not when it matters. */
    private static final class OnlyInTraining extends AbstractBlock {

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
            return training ? inputs : new NDList(inputs.singletonOrThrow().mul(Float.NaN));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return inputs;
        }
    }
}
