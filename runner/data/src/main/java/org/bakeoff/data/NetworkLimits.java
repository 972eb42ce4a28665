package org.bakeoff.data;

import java.time.Duration;

/**
 * The limits and retries of a download.
 *
 * @param connect the longest wait for a connection
 * @param silence the longest wait for the next bytes, of the headers or the body
 * @param retries how many times a broken connection is retried
 * @param pause the wait before the first retry; doubled each time
 * @param unknown the part of the free space that a file may take whose length the server doesn't say, from 0 to 1
 */
record NetworkLimits(Duration connect, Duration silence, int retries, Duration pause, double unknown) {

    static final NetworkLimits STANDARD =
            new NetworkLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), 3, Duration.ofMillis(500), 0.9);
}
