package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.List;

/** Runs code of evaluators, which may fail, and remembers what failed. */
public abstract class EvaluatorGuard {

    private final List<EvaluatorFailure> failures = new ArrayList<>();

    /** Runs code, and calls {@link #failed} if it throws what costs no more than its own result. */
    public abstract void run(EvaluatorFailure.Step step, String name, Runnable code);

    /** Is called between the parts of a comparison, which may be thousands: what it throws ends the comparison. */
    public void check() {}

    /** Remembers a failure, once. */
    protected final void failed(EvaluatorFailure failure) {
        if (!failures.contains(failure)) {
            failures.add(failure);
        }
    }

    /** Returns what failed so far. */
    public final List<EvaluatorFailure> failures() {
        return List.copyOf(failures);
    }

    /** Returns a guard that lets every exception through. */
    public static EvaluatorGuard none() {
        return new EvaluatorGuard() {
            @Override
            public void run(EvaluatorFailure.Step step, String name, Runnable code) {
                code.run();
            }
        };
    }
}
