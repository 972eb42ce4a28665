package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bakeoff.io.LeaseFile;
import org.bakeoff.io.RegularFiles;

/**
 * The process that runs an experiment in a run directory, as far as the lock and the lease there show.
 *
 * @param pid its number
 * @param here whether it runs on this machine
 */
public record RunProcess(long pid, boolean here) {

    /** Clocks of files and of processes may differ by so much. */
    private static final Duration ROUNDING = Duration.ofSeconds(3);

    /** Identifies this machine. */
    private static final LeaseHolder SELF = LeaseHolder.ofThisProcess();

    /** Returns the process; empty if no run goes on there, as after an interruption. Reads files alone, and takes no lock. */
    public static Optional<RunProcess> of(RunDirectory directory) {
        try {
            Path lease = directory.path().resolve(LeaseFile.NAME);
            if (RegularFiles.isFile(lease)) {
                Optional<LeaseHolder> holder =
                        LeaseFile.in(directory.path()).read().flatMap(LeaseHolder::parse);
                if (holder.isPresent()) {
                    return ofLease(holder.get(), modified(lease));
                }
            }
            Path lock = directory.path().resolve(RunLock.NAME);
            return RegularFiles.isFile(lock)
                    ? RunLock.pid(lock)
                            .filter(pid -> isAlive(pid, modified(lock)))
                            .map(pid -> new RunProcess(pid, true))
                    : Optional.empty();
        } catch (IOException e) {
            // It was deleted in between, since the run has ended.
            return Optional.empty();
        }
    }

    private static Optional<RunProcess> ofLease(LeaseHolder holder, Instant renewed) {
        boolean here = holder.machine().equals(SELF.machine());
        boolean alive = here
                ? isAlive(holder.pid(), holder.since())
                : Duration.between(renewed, Instant.now())
                                .abs()
                                .compareTo(Heartbeat.ofRuns().patience().multipliedBy(2))
                        < 0;
        return alive ? Optional.of(new RunProcess(holder.pid(), here)) : Optional.empty();
    }

    private static Instant modified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** Returns whether a process runs that had already started at a time: a number may be given again. */
    private static boolean isAlive(long pid, Instant at) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(start -> start.minus(ROUNDING).isBefore(at))
                        .orElse(true))
                .isPresent();
    }
}
