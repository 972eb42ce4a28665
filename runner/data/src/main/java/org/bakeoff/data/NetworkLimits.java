package org.bakeoff.data;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connect how long connecting may take
 * @param silence how long the server may send nothing, before its answer or within it
 * @param retries how often a connection that broke is made again
 * @param pause how long to wait before the first of these; doubled each time
 */
record NetworkLimits(Duration connect, Duration silence, int retries, Duration pause) {

    static final NetworkLimits STANDARD =
            new NetworkLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), 3, Duration.ofMillis(500));
}
