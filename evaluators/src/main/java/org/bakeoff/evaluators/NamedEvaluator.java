package org.bakeoff.evaluators;

import org.bakeoff.api.Evaluator;

/** Holds what an evaluator says of itself. */
abstract class NamedEvaluator<C extends Record> implements Evaluator<C> {

    private final String name;
    private final String description;
    private final C defaults;

    NamedEvaluator(String name, String description, C defaults) {
        this.name = name;
        this.description = description;
        this.defaults = defaults;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final C defaults() {
        return defaults;
    }
}
