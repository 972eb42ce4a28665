package org.bakeoff.testplugins;

import ai.djl.nn.Block;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.jspecify.annotations.Nullable;

/** A configuration of every kind of value that one may hold. */
public final class KindsProvider implements ModelProvider<KindsProvider.Config> {

    /** A choice. */
    public enum Shape {
        ROUND,
        VERY_FLAT
    }

    /** One of each kind. */
    public record Config(
            @ConfigProperty("any whole number") int whole,
            @ConfigProperty(value = "a large one", min = -5) long large,

            @ConfigProperty(value = "a real one", min = 0, max = 1)
            double real,

            @ConfigProperty("yes or no") boolean flag,
            @ConfigProperty("any text") String text,
            @ConfigProperty("a shape") Shape shape,

            @ConfigProperty(value = "sizes", min = 1, max = 9)
            List<Integer> sizes,

            @ConfigProperty(
                    value = "colours",
                    oneOf = {"red", "green"})
            List<String> colours,

            @ConfigProperty(value = "a file", path = true) @Nullable
            String file,

            @ConfigProperty(value = "at most", min = 1) @Nullable
            Integer limit,

            @ConfigProperty(value = "a file or a share", min = 0, max = 1, path = true, number = true) @Nullable
            String part,

            @ConfigProperty(value = "files or a share", min = 0, max = 1, path = true, number = true, single = true)
            List<String> parts,

            @ConfigProperty("other names") Map<String, String> names) {

        /** Copies the lists, and checks a rule across keys. */
        public Config {
            sizes = List.copyOf(sizes);
            colours = List.copyOf(colours);
            parts = List.copyOf(parts);
            names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
            if (limit != null && limit < sizes.size()) {
                throw new IllegalArgumentException("\"limit\" is smaller than the number of \"sizes\"");
            }
        }
    }

    @Override
    public String name() {
        return "kinds";
    }

    @Override
    public String description() {
        return "can't be trained, but configured";
    }

    @Override
    public Config defaults() {
        return new Config(
                1,
                2,
                0.5,
                true,
                "text",
                Shape.ROUND,
                List.of(1, 2),
                List.of("red"),
                null,
                null,
                null,
                List.of("0.5"),
                Map.of());
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        throw new UnsupportedOperationException("this model is only for specs");
    }
}
