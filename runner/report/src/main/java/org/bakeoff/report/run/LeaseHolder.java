package org.bakeoff.report.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.bakeoff.io.Json;
import tools.jackson.core.JacksonException;

/**
 * Holds what a lease says of the run that has it.
 *
 * @param host the name of its machine
 * @param pid its process
 * @param since when it took the lease, by its own clock; only ever shown
 * @param machine distinguishes machines, and containers with process numbers of their own
 * @param token distinguishes this lease from all others
 * @param beat differs each time that the lease is renewed
 */
record LeaseHolder(String host, long pid, Instant since, String machine, String token, String beat) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    /** Refuses a host that would be no name on a terminal, and null. */
    LeaseHolder {
        Objects.requireNonNull(since);
        Objects.requireNonNull(machine);
        Objects.requireNonNull(token);
        Objects.requireNonNull(beat);
        if (!NAME.matcher(host).matches()) {
            throw new IllegalArgumentException("no name of a host");
        }
    }

    /** Returns a new holder: this process. */
    static LeaseHolder ofThisProcess() {
        String host = hostName();
        return new LeaseHolder(
                host,
                ProcessHandle.current().pid(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                host + "/" + text(Path.of("/proc/sys/kernel/random/boot_id")) + "/" + processNumbers(),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString());
    }

    /** Returns what a lease says; empty if it is half written or no lease. */
    static Optional<LeaseHolder> parse(String text) {
        try {
            return Optional.ofNullable(Json.COMPACT.readValue(text, LeaseHolder.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Returns the text of a lease, each time of the same length. */
    String text() {
        return Json.COMPACT.writeValueAsString(this) + "\n";
    }

    LeaseHolder beating() {
        return new LeaseHolder(
                host, pid, since, machine, token, UUID.randomUUID().toString());
    }

    boolean has(LeaseHolder other) {
        return token.equals(other.token);
    }

    /** Returns whether it is known that the process of a holder is gone, which can be known on its own machine alone. */
    boolean knowsDead(LeaseHolder other) {
        return machine.equals(other.machine)
                && !ProcessHandle.of(other.pid).map(ProcessHandle::isAlive).orElse(false);
    }

    String described() {
        return "process " + pid + " on " + host;
    }

    /** Returns the name of this machine, without asking the network where that can be avoided. */
    private static String hostName() {
        for (String name : new String[] {text(Path.of("/proc/sys/kernel/hostname")), environment()}) {
            if (NAME.matcher(name).matches()) {
                return name;
            }
        }
        try {
            String name = InetAddress.getLocalHost().getHostName();
            return NAME.matcher(name).matches() ? name : "unknown";
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    private static String environment() {
        String name = System.getenv("COMPUTERNAME");
        return name == null ? "" : name;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Returns what distinguishes a container whose processes have numbers of their own, on Linux. */
    private static String processNumbers() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
