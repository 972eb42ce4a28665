package org.bakeoff.training;

/** A model's numbers grew without bound; the message says how, and what may help. */
final class DivergedException extends Exception {

    private static final long serialVersionUID = 1;

    DivergedException(Trial trial, String what) {
        super("the model of the plugin '" + trial.model().provider().plugin().name() + "' diverged: its " + what
                + "; a smaller learningRate or a clipNorm may help");
    }
}
