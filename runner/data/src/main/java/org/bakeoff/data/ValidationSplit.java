package org.bakeoff.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Sha256;
import org.bakeoff.spec.Training;

/**
 * Takes the examples that an experiment uses, and splits off the validation set. Both depend on the data and the counts alone,
 * never on a seed, so that all models and seeds of an experiment train on the same examples.
 *
 * @param train positions of the examples to train on, ascending
 * @param validation positions of the validation examples, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
public record ValidationSplit(int[] train, int[] validation) {

    /** Returns the positions of all examples that are used, to train on or for validation, ascending. */
    public int[] used() {
        return IntStream.concat(IntStream.of(train), IntStream.of(validation))
                .sorted()
                .toArray();
    }

    /**
     * Splits the training set, or as many of its examples as are to be used.
     *
     * @throws BakeoffException if there are fewer examples, or nothing would be left to train on
     */
    public static ValidationSplit of(TrialData data, Training training) {
        int[] used = used(data, training);
        int all = used.length;
        double asked = training.validation();
        long wanted = asked >= 1 ? Math.round(asked) : share(asked, all);
        boolean[] inValidation = training.validationStrategy() == Training.ValidationStrategy.FIRST
                ? first(all, wanted)
                : groups(hashes(ExampleTable.chosen(data.groups(), used)), wanted);
        int[] train = IntStream.range(0, all)
                .filter(index -> !inValidation[index])
                .map(index -> used[index])
                .toArray();
        int[] validation = IntStream.range(0, all)
                .filter(index -> inValidation[index])
                .map(index -> used[index])
                .toArray();
        if (train.length == 0) {
            throw new BakeoffException(
                    ErrorCode.DATA_UNSUITABLE,
                    new ErrorLocation.OfPointer("the spec", "/training/validation"),
                    "/training/validation takes " + wanted + " of " + all
                            + " training examples, which leaves none to train on"
                            + (wanted < all ? ", since groups are never split" : ""),
                    "Take fewer" + (wanted < all ? ", or set /training/validationStrategy to \"first\"." : "."));
        }
        return new ValidationSplit(train, validation);
    }

    /**
     * Returns the positions of the examples to use, ascending. Groups are taken by their hashes, which have nothing to do with
     * those that choose the validation set, and the last one in part; so more examples are those of fewer, and others.
     */
    private static int[] used(TrialData data, Training training) {
        int all = data.train().size();
        Integer wanted = training.examples();
        if (wanted == null) {
            return IntStream.range(0, all).toArray();
        }
        if (wanted > all) {
            throw new BakeoffException(
                    ErrorCode.DATA_UNSUITABLE,
                    new ErrorLocation.OfPointer("the spec", "/training/examples"),
                    "/training/examples, or \"trainSizes\", asks for " + wanted + " training examples, but there are "
                            + all,
                    "Ask for at most " + all + ", or leave it out to use all.");
        }
        long[] hashes = hashes(data.groups().stream().map(group -> "examples " + group));
        long last = sorted(LongStream.of(hashes))[wanted - 1];
        int[] room = {
            wanted - (int) LongStream.of(hashes).filter(hash -> hash < last).count()
        };
        return IntStream.range(0, all)
                .filter(index -> hashes[index] < last || (hashes[index] == last && room[0]-- > 0))
                .toArray();
    }

    /** Returns a fraction of a count, rounded up; in decimals, since 0.07 * 100 is a little more than 7 in binary. */
    private static long share(double fraction, int count) {
        return BigDecimal.valueOf(fraction)
                .multiply(BigDecimal.valueOf(count))
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private static boolean[] first(int all, long wanted) {
        boolean[] inValidation = new boolean[all];
        Arrays.fill(inValidation, 0, (int) Math.min(all, wanted), true);
        return inValidation;
    }

    /**
     * Takes the groups with the smallest hashes, the first eight bytes of SHA-256, until there are enough examples. Unless most examples
     * are wanted, a group that has most of them is left to train on if there is another one.
     */
    private static boolean[] groups(long[] hashes, long wanted) {
        boolean[] inValidation = new boolean[hashes.length];
        if (wanted > 0) {
            // The only group that can have more than half of the examples.
            long middle = sorted(LongStream.of(hashes))[hashes.length / 2];
            long others = LongStream.of(hashes).filter(hash -> hash != middle).count();
            boolean leaves = others > 0 && 2 * others < hashes.length && 2 * wanted <= hashes.length;
            long[] sorted = sorted(LongStream.of(hashes).filter(hash -> !leaves || hash != middle));
            long last = sorted[(int) Math.min(wanted, sorted.length) - 1];
            for (int index = 0; index < hashes.length; index++) {
                inValidation[index] = hashes[index] <= last && !(leaves && hashes[index] == middle);
            }
        }
        return inValidation;
    }

    private static long[] hashes(Stream<String> names) {
        MessageDigest sha256 = Sha256.digest();
        // A group, or a text, stays together in whatever form of Unicode it is written.
        return names.map(ComposedText::of)
                .mapToLong(name -> ByteBuffer.wrap(sha256.digest(name.getBytes(StandardCharsets.UTF_8)))
                                .getLong()
                        ^ Long.MIN_VALUE)
                .toArray();
    }

    private static long[] sorted(LongStream numbers) {
        return numbers.sorted().toArray();
    }
}
