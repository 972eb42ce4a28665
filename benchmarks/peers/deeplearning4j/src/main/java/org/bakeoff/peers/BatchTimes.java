package org.bakeoff.peers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Milliseconds a batch of the notebook's two models with Deeplearning4j, by fit and output. */
public final class BatchTimes {

    private static final int BATCH = 64;
    private static final int VOCABULARY = 5000;
    private static final int EMBEDDING = 32;

    private final Path reviews;
    private final int length;
    private final int hidden;
    private final int batches;

    private BatchTimes(Map<String, String> options) {
        reviews = Path.of(options.get("reviews"));
        length = Integer.parseInt(options.get("length"));
        hidden = Integer.parseInt(options.get("hidden"));
        batches = Integer.parseInt(options.get("batches"));
    }

    /** Takes the options of the peers in Python. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int index = 0; index < arguments.length; index += 2) {
            options.put(arguments[index].substring(2), arguments[index + 1]);
        }
        Nd4j.getEnvironment().setMaxMasterThreads(Integer.parseInt(options.get("threads")));
        Nd4j.getEnvironment().setMaxThreads(Integer.parseInt(options.get("threads")));
        System.out.println("{\"version\": \"Deeplearning4j 1.0.0-M2.1\"}");
        for (String model : options.get("models").split(",")) {
            new BatchTimes(options).run(model);
        }
        System.exit(0);
    }

    private void run(String model) throws IOException {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(model));
        network.init();
        INDArray[] train = tokens("train");
        INDArray[] labels = labels("train");
        INDArray[] test = tokens("test");
        network.fit(train[0], labels[0]);
        long start = System.nanoTime();
        for (int batch = 0; batch < batches; batch++) {
            network.fit(train[batch], labels[batch]);
        }
        say(model, "train", start);
        network.output(test[0]);
        start = System.nanoTime();
        for (INDArray batch : test) {
            network.output(batch);
        }
        say(model, "predict", start);
    }

    private MultiLayerConfiguration configuration(String model) {
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.001, 0.9, 0.999, 1e-7))
                .activation(Activation.TANH)
                .list()
                .layer(new EmbeddingSequenceLayer.Builder()
                        .nIn(VOCABULARY)
                        .nOut(EMBEDDING)
                        .inputLength(length)
                        .activation(Activation.IDENTITY)
                        .build());
        if (model.equals("lstm")) {
            layers.layer(new LastTimeStep(new LSTM.Builder().nOut(hidden).build()));
        } else {
            layers.layer(new SimpleRnn.Builder().nOut(hidden).build())
                    .layer(new LastTimeStep(new SimpleRnn.Builder().nOut(hidden).build()));
        }
        return layers.layer(new OutputLayer.Builder(LossFunction.XENT)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.recurrent(VOCABULARY, length))
                .build();
    }

    private void say(String model, String phase, long start) {
        double milliseconds = (System.nanoTime() - start) / 1e6 / batches;
        System.out.printf(
                java.util.Locale.ROOT, "{\"model\": \"%s\", \"phase\": \"%s\", \"ms\": %.3f}%n", model, phase, milliseconds);
    }

    /** Batches of token ids of shape (64, 1, length), the last ones of each review. */
    private INDArray[] tokens(String set) throws IOException {
        int[] all = ints(set + "-tokens.int32");
        int width = all.length / ints(set + "-labels.int32").length;
        INDArray[] result = new INDArray[batches];
        for (int batch = 0; batch < batches; batch++) {
            float[] ids = new float[BATCH * length];
            for (int row = 0; row < BATCH; row++) {
                for (int column = 0; column < length; column++) {
                    ids[row * length + column] = all[(batch * BATCH + row + 1) * width - length + column];
                }
            }
            result[batch] = Nd4j.create(ids, new int[] {BATCH, 1, length});
        }
        return result;
    }

    private INDArray[] labels(String set) throws IOException {
        int[] all = ints(set + "-labels.int32");
        INDArray[] result = new INDArray[batches];
        for (int batch = 0; batch < batches; batch++) {
            float[] labels = new float[BATCH];
            for (int row = 0; row < BATCH; row++) {
                labels[row] = all[batch * BATCH + row];
            }
            result[batch] = Nd4j.create(labels, new int[] {BATCH, 1});
        }
        return result;
    }

    private int[] ints(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(reviews.resolve(file));
        int[] values = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
        return values;
    }
}
