package org.bakeoff.api;

import java.util.List;

/**
 * Lines in a plane.
 *
 * @param name see {@link Finding#name()}
 * @param title see {@link Finding#title()}
 * @param note what bands mean, how it was made and how to read it, in sentences; may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param diagonal whether a line from (0, 0) to (1, 1) is drawn to compare with
 * @param lines the lines
 */
public record Curve(String name, String title, String note, Axis x, Axis y, boolean diagonal, List<Line> lines)
        implements Finding {

    /** Copies the list. */
    public Curve {
        lines = List.copyOf(lines);
    }

    /**
     * An axis.
     *
     * @param title what it shows, with its unit
     * @param logarithmic whether its scale is logarithmic; all values are positive then
     */
    public record Axis(String title, boolean logarithmic) {}

    /**
     * A line.
     *
     * @param model the model that it belongs to
     * @param variant what tells it from other lines of the model, such as "untrained"; empty for the main one
     * @param points its points, by ascending x
     */
    public record Line(String model, String variant, List<Point> points) {

        /** Copies the list. */
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * A point with the band around it.
     *
     * @param x where it lies
     * @param y its height
     * @param low the lower end of the band; NaN for no band
     * @param high the upper end
     */
    public record Point(double x, double y, double low, double high) {

        /** A point without a band. */
        public Point(double x, double y) {
            this(x, y, Double.NaN, Double.NaN);
        }
    }
}
