package org.bakeoff.api;

/**
 * The test examples in four cells, by which of two models is right.
 *
 * @param name see {@link Finding#name()}
 * @param title see {@link Finding#title()}
 * @param note how it was made and how to read it, in sentences; may be empty
 * @param left the name of one model
 * @param right the name of the other
 * @param both both are right
 * @param onlyLeft only {@code left} is
 * @param onlyRight only {@code right} is
 * @param neither neither is
 */
public record Cells(
        String name,
        String title,
        String note,
        String left,
        String right,
        Cases both,
        Cases onlyLeft,
        Cases onlyRight,
        Cases neither)
        implements Finding {}
