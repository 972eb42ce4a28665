package org.bakeoff.training;

/** Reports that a model's loss or logits became infinite or NaN; the message says which, and what may help. */
final class DivergedException extends Exception {

    private static final long serialVersionUID = 1;

    DivergedException(Trial trial, String what) {
        super("the model of the plugin '" + trial.model().provider().plugin().name() + "' diverged: its " + what
                + "; a smaller learningRate or a clipNorm may help");
    }
}
