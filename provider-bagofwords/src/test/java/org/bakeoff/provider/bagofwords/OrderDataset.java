package org.bakeoff.provider.bagofwords;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;

/**
 * Texts that hold every one of eight words once; the class says which of the first two words comes right before the other.
 * Only the pair tells it. Word 9 stands in texts of class 1 of the test set alone.
 */
public final class OrderDataset implements Dataset<OrderDataset.Config> {

    /** How many examples each half has, and how many classes there are: 2, or 3 with texts of neither pair. */
    public record Config(
            @ConfigProperty(value = "examples of a half", min = 1, max = 10_000)
            int size,

            @ConfigProperty(value = "classes", min = 2, max = 3)
            int classes) {}

    @Override
    public String name() {
        return "order";
    }

    @Override
    public String description() {
        return "texts whose class is the order of two words";
    }

    @Override
    public Config defaults() {
        return new Config(600, 2);
    }

    @Override
    public DataSplits load(Config config, DataContext context) {
        List<String> classes = List.of("forward", "backward", "apart").subList(0, config.classes());
        DatasetInfo info = new DatasetInfo(classes, List.of("", "a", "b", "c", "d", "e", "f", "g", "h", "test"), 12);
        return new DataSplits(info, half("train", config, 1), half("test", config, 2));
    }

    private static List<Example> half(String name, Config config, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Example> examples = new ArrayList<>();
        for (int index = 0; index < config.size(); index++) {
            int label = index % config.classes();
            int[] pair = label == 0 ? new int[] {1, 2} : new int[] {2, 1};
            List<int[]> parts = new ArrayList<>();
            for (int word = 3; word <= 8; word++) {
                parts.add(random.nextInt(parts.size() + 1), new int[] {word});
            }
            if (label == 2) {
                parts.add(0, new int[] {1});
                parts.add(new int[] {2});
            } else {
                parts.add(random.nextInt(parts.size() + 1), pair);
            }
            if (name.equals("test") && label == 1) {
                parts.add(new int[] {9});
            }
            int[] tokens = parts.stream().flatMapToInt(java.util.Arrays::stream).toArray();
            String id = name + index;
            examples.add(new Example(id, tokens, label, id, id, Map.of()));
        }
        return examples;
    }
}
