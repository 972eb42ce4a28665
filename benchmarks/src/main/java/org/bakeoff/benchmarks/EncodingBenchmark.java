package org.bakeoff.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bakeoff.toolkit.text.Encoder;
import org.bakeoff.toolkit.text.KerasTokenizer;
import org.bakeoff.toolkit.text.Tokenizer;
import org.bakeoff.toolkit.text.Vocabulary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Measures what the text of a review costs, each. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EncodingBenchmark {

    private static final int REVIEWS = 1000;

    private final List<String> texts;
    private final Encoder encoder;

    /** Makes reviews and counts their words. */
    public EncodingBenchmark() {
        SplittableRandom random = new SplittableRandom(1);
        texts = Stream.generate(() -> RandomReviews.text(RandomReviews.words(random), random))
                .limit(REVIEWS)
                .toList();
        Map<String, Integer> frequencies = new HashMap<>();
        texts.forEach(text -> KerasTokenizer.words(text).forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        encoder = new Encoder(
                Vocabulary.ofFrequencies(frequencies, NotebookExperiment.VOCABULARY), 500, Tokenizer.keras());
    }

    /** Splitting into words. */
    @Benchmark
    @OperationsPerInvocation(REVIEWS)
    public void words(Blackhole hole) {
        texts.forEach(text -> hole.consume(KerasTokenizer.words(text)));
    }

    /** Splitting into words, counting them. */
    @Benchmark
    @OperationsPerInvocation(REVIEWS)
    public Map<String, Integer> count() {
        Map<String, Integer> frequencies = new HashMap<>();
        texts.forEach(text -> KerasTokenizer.words(text).forEach(word -> frequencies.merge(word, 1, Integer::sum)));
        return frequencies;
    }

    /** From text to token ids. */
    @Benchmark
    @OperationsPerInvocation(REVIEWS)
    public void encode(Blackhole hole) {
        texts.forEach(text -> hole.consume(encoder.encode(KerasTokenizer.words(text))));
    }
}
