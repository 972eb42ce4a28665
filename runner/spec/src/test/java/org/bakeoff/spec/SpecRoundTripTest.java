package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.groups.Tuple;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a valid spec says, the resolved spec says it too. */
class SpecRoundTripTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Property(tries = 75)
    void aResolvedSpecResolvesToItself(@ForAll("specs") Map<String, Object> json) {
        Spec once = Specs.resolve(JSON.writeValueAsString(json));
        Spec twice = Specs.resolve(Specs.json(once));

        assertThat(Specs.json(twice)).isEqualTo(Specs.json(once));
        assertThat(twice.name()).isEqualTo(json.getOrDefault("name", "experiment"));
        assertThat(twice.dataset().config()).isEqualTo(once.dataset().config());
        assertThat(twice.training()).isEqualTo(once.training());
        assertThat(configs(twice)).isEqualTo(configs(once));
        assertThat(twice.models())
                .extracting(Spec.Model::name, Spec.Model::training)
                .isEqualTo(once.models().stream()
                        .map(model -> Tuple.tuple(model.name(), model.training()))
                        .toList());
    }

    private static List<Record> configs(Spec spec) {
        return spec.models().stream().map(model -> model.provider().config()).toList();
    }

    @Provide
    Arbitrary<Map<String, Object>> specs() {
        Arbitrary<String> names =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        Arbitrary<Object> models =
                Arbitraries.maps(names, model()).ofMinSize(1).ofMaxSize(3).map(Object.class::cast);
        return Combinators.combine(
                        names,
                        models,
                        some(training(true)),
                        Arbitraries.integers().between(1, 1000),
                        Arbitraries.of(true, false))
                .as((name, all, training, train, evaluators) -> {
                    Map<String, Object> spec = new LinkedHashMap<>();
                    spec.put("name", name);
                    spec.put("models", all);
                    spec.put("training", training);
                    spec.put("dataset", Map.of("plugin", "parity", "config", Map.of("train", train)));
                    if (evaluators) {
                        spec.put("evaluators", List.of(Map.of("plugin", "separation")));
                    }
                    return spec;
                });
    }

    private static Arbitrary<Object> model() {
        return Combinators.combine(some(kinds()), some(training(false)))
                .as((config, training) -> Map.of("plugin", "kinds", "config", config, "training", training));
    }

    private static Map<String, Arbitrary<?>> kinds() {
        Map<String, Arbitrary<?>> keys = new HashMap<>(Map.of(
                "whole", Arbitraries.integers(),
                "large", Arbitraries.longs().greaterOrEqual(-5),
                "real", Arbitraries.of(-0.0, 0.0, 1.0, 1e-300, 0.1, 0.30000000000000004, Double.MIN_VALUE),
                "flag", Arbitraries.of(true, false),
                "text", Arbitraries.strings().all().ofMaxLength(9).filter(SpecRoundTripTest::encodable),
                "shape", Arbitraries.of("round", "very-flat"),
                "sizes", Arbitraries.integers().between(1, 9).list().ofMaxSize(4),
                "colours", Arbitraries.of("red", "green").list().ofMaxSize(3),
                "file", Arbitraries.of("x", "../x", "/x", "https://x/y", "a b", ""),
                "limit", Arbitraries.integers().between(4, 100)));
        keys.put(
                "part",
                Arbitraries.of(0, 1, 0.5, 1e-300, 0.30000000000000004, "0.25", "1e-7", "x.csv", "./0.5", "0.5.csv"));
        return keys;
    }

    private static Map<String, Arbitrary<?>> training(boolean common) {
        Map<String, Arbitrary<?>> keys = new HashMap<>(Map.of(
                "epochs", Arbitraries.integers().between(1, 1_000_000),
                "batchSize", Arbitraries.integers().between(1, 1000),
                "learningRate", Arbitraries.doubles().between(1e-12, 1000).ofScale(12),
                "padding", Arbitraries.of("fixed", "longest"),
                "lengthBucketBatches", Arbitraries.integers().between(1, 1_000_000),
                "schedule", Arbitraries.of("constant", "linear", "cosine"),
                "threads", Arbitraries.integers().between(1, 1024),
                "clipNorm", Arbitraries.doubles().between(0.01, 1000).injectNull(0.3),
                "earlyStopping",
                        Arbitraries.integers()
                                .between(1, 9)
                                .map(patience -> Map.of("patience", patience, "smallValidation", true))
                                .injectNull(0.3)));
        keys.put("optimizer", Arbitraries.of("adam", "adamw", "sgd"));
        keys.put("warmup", Arbitraries.of(0, 0.1, 1, 500));
        keys.put("learningRates", Arbitraries.of(Map.of(), Map.of("encoder", 0.00002, "head", 0)));
        keys.put("gradientAccumulation", Arbitraries.integers().between(1, 64));
        if (common) {
            keys.put(
                    "seeds",
                    Arbitraries.longs()
                            .greaterOrEqual(0)
                            .list()
                            .uniqueElements()
                            .ofMinSize(1)
                            .ofMaxSize(3));
            keys.put("examples", Arbitraries.integers().between(1, 1_000_000_000));
            keys.put("validation", Arbitraries.of(0.1, 0.5, 1, 64, 1_000_000_000));
            keys.put("validationStrategy", Arbitraries.of("group", "first"));
            keys.put("device", Arbitraries.of("auto", "cpu", "gpu", "gpu:3"));
        }
        return keys;
    }

    /** Any selection of keys with a value for each. */
    private static Arbitrary<Map<String, Object>> some(Map<String, Arbitrary<?>> keys) {
        Arbitrary<Map<String, Object>> all = Arbitraries.just(Map.of());
        for (Map.Entry<String, Arbitrary<?>> key : new TreeMap<>(keys).entrySet()) {
            Arbitrary<?> value = key.getValue();
            all = all.flatMap(map -> Arbitraries.of(true, false)
                    .flatMap(given -> given
                            ? value.map(one -> {
                                Map<String, Object> more = new LinkedHashMap<>(map);
                                more.put(key.getKey(), one);
                                return more;
                            })
                            : Arbitraries.just(map)));
        }
        return all;
    }

    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
