package org.bakeoff.training;

import org.bakeoff.spec.Training;

/**
 * Calculates the share of the learning rate that an update has. Of T updates in all, W of them for the warmup, update u, counted from
 * 0, has
 *
 * <ul>
 *   <li>(u + 1) / W in the warmup, that is while u &lt; W;
 *   <li>1 after it, if the schedule is constant;
 *   <li>1 - p, if it is linear, with p = (u - W) / (T - W);
 *   <li>(1 + cos(pi p)) / 2, if it is cosine.
 * </ul>
 *
 * <p>Sources: Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017, section 2.2, for the warmup; Loshchilov
 * and Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, formula 5 without restarts, for the cosine.
 *
 * @param updates the updates of an epoch, 1 or more
 */
record LearningRateSchedule(Training training, int updates) {

    /**
     * Returns the share of the learning rate.
     *
     * @param epoch the epoch, counted from 1
     * @param update the update in it, counted from 0
     * @return from 0 to 1
     */
    double share(int epoch, int update) {
        long warmup = warmup();
        long before = (long) (epoch - 1) * updates + update;
        if (before < warmup) {
            return (before + 1.0) / warmup;
        }
        double warm = (double) warmup / updates;
        double progress = (epoch - 1 + (double) update / updates - warm) / (training.epochs() - warm);
        return switch (training.schedule()) {
            case CONSTANT -> 1;
            case LINEAR -> 1 - progress;
            case COSINE -> (1 + Math.cos(Math.PI * progress)) / 2;
        };
    }

    private long warmup() {
        double warmup = training.warmup();
        return Math.round(warmup < 1 ? warmup * training.epochs() * updates : warmup);
    }
}
