package org.bakeoff.evaluators;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Sums precision times gain in recall over falling thresholds, without each of some blocks of examples. At a threshold with gain g, P
 * positives and E examples above it, a block of which p positives and e examples are above adds g (P - p) / (E - e). So all blocks with
 * as many examples above share the sums of g P / (E - e) and of g / (E - e), and few thresholds change a block's own p and e.
 */
final class PrecisionSums {

    /** For each number of a block's examples the position of its sums; -1 if no block has so many. */
    private final int[] position;

    private final double[] examples;
    private final int[] users;
    private final double[] withPositives;
    private final double[] withoutPositives;
    private int shared;

    private final Block[] blocks;
    /** Those of positives since the last threshold. */
    private final Set<Block> tied = new LinkedHashSet<>();

    private double allPositives;
    private int allExamples;
    private double gain;

    /** Holds what one block leaves. */
    private static final class Block {

        private int examples;
        private double positives;
        /** Its positives since the last threshold. */
        private double tied;
        /** What thresholds gave while it had other numbers. */
        private double sum;
        /** What the shared sums were when it came to them. */
        private double from;

        private double fromWithout;
    }

    /**
     * Starts above all examples.
     *
     * @param examples the weight of all examples
     */
    PrecisionSums(int examples, int count) {
        position = new int[examples + 1];
        Arrays.fill(position, -1);
        this.examples = new double[count];
        users = new int[count];
        withPositives = new double[count];
        withoutPositives = new double[count];
        blocks = new Block[count];
        for (int block = 0; block < count; block++) {
            blocks[block] = new Block();
            join(blocks[block]);
        }
    }

    /** Adds the next example of a block. */
    void add(int number, int weight, boolean positive) {
        Block block = blocks[number];
        allExamples += weight;
        if (weight > 0) {
            leave(block);
            block.examples += weight;
            join(block);
        }
        if (positive && weight > 0) {
            gain += weight;
            block.tied += weight;
            tied.add(block);
        }
    }

    /** Puts a threshold below the examples so far. */
    void threshold() {
        if (gain > 0) {
            allPositives += gain;
            for (int at = 0; at < shared; at++) {
                double others = allExamples - examples[at];
                withPositives[at] += others > 0 ? gain * allPositives / others : 0;
                withoutPositives[at] += others > 0 ? gain / others : 0;
            }
            tied.forEach(this::correct);
            tied.clear();
            gain = 0;
        }
    }

    /** Without a block of which positives are tied at a threshold, less is gained there, or nothing. */
    private void correct(Block block) {
        block.positives += block.tied;
        double left = gain - block.tied;
        if (left > 0) {
            block.sum += left * (allPositives - block.positives) / (allExamples - block.examples);
        }
        block.tied = 0;
        start(block);
    }

    /** Returns for each block the average precision without it. */
    double[] averages() {
        return Arrays.stream(blocks)
                .mapToDouble(block -> {
                    settle(block);
                    return block.sum / (allPositives - block.positives);
                })
                .toArray();
    }

    private void settle(Block block) {
        int at = position[block.examples];
        block.sum += withPositives[at] - block.from - block.positives * (withoutPositives[at] - block.fromWithout);
    }

    private void start(Block block) {
        int at = position[block.examples];
        block.from = withPositives[at];
        block.fromWithout = withoutPositives[at];
    }

    private void join(Block block) {
        int at = position[block.examples];
        if (at < 0) {
            at = shared++;
            position[block.examples] = at;
            examples[at] = block.examples;
            users[at] = 0;
            withPositives[at] = 0;
            withoutPositives[at] = 0;
        }
        users[at]++;
        start(block);
    }

    private void leave(Block block) {
        settle(block);
        int at = position[block.examples];
        if (--users[at] == 0) {
            position[block.examples] = -1;
            shared--;
            if (at < shared) {
                position[(int) examples[shared]] = at;
                examples[at] = examples[shared];
                users[at] = users[shared];
                withPositives[at] = withPositives[shared];
                withoutPositives[at] = withoutPositives[shared];
            }
        }
    }
}
