package org.bakeoff.report.run;

import org.jspecify.annotations.Nullable;

/**
 * One epoch of a trial, as its {@code history.jsonl} has it.
 *
 * @param epoch counted from 1
 * @param loss mean loss an example while training, in nats
 * @param accuracy fraction of right predictions while training
 * @param validationLoss mean loss on the validation examples after the epoch; null without any
 * @param validationAccuracy fraction of right predictions on them; null without any
 */
public record EpochMetrics(
        int epoch,
        double loss,
        double accuracy,
        @Nullable Double validationLoss,
        @Nullable Double validationAccuracy) {}
