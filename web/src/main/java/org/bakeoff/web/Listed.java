package org.bakeoff.web;

import java.util.List;

/** A row in a list of runs. */
public sealed interface Listed permits RunView, BenchmarkView {

    /** Returns its path below the served folder; the folder itself is ".". */
    String place();

    /** Returns its name, or where no file has one, the path. */
    String name();

    /** Returns the address of its page, relative to other pages. */
    String page();

    /** Returns the state in one word, in small letters. */
    String state();

    /** Returns how much of it has ended; empty where that says nothing. */
    String ended();

    /** Returns the dataset; empty if no file names it. */
    String dataset();

    /** Returns its tags. */
    List<String> tags();

    /** Returns the names of the models, separated by commas. */
    String models();

    /** Returns what is best; empty without a result. */
    String best();

    /** Returns the primary metric as a number; NaN without one. */
    double value();

    /** Returns the primary metric as text; empty without one. */
    String figure();

    /** Returns the title of the primary metric as in a sentence; empty without a result. */
    String metric();

    /** Returns when it started, in milliseconds; 0 if unknown. */
    long millis();

    /** Returns the same on this machine's clock; empty if unknown. */
    String started();
}
