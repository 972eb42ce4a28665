package org.bakeoff.training.progress;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One line of a trial's history.
 *
 * @param epoch counted from 1
 * @param loss mean loss an example while training, in nats
 * @param accuracy fraction of right predictions while training
 * @param validationLoss mean loss on the validation examples after the epoch, or null without any
 * @param validationAccuracy fraction of right predictions on them, or null without any
 * @param seconds the time that training took, without validation
 * @param examplesPerSecond training examples a second
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Epoch(
        int epoch,
        double loss,
        double accuracy,
        @Nullable Double validationLoss,
        @Nullable Double validationAccuracy,
        double seconds,
        double examplesPerSecond) {}
