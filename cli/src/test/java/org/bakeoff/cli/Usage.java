package org.bakeoff.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What a process holds, after a full collection of garbage.
 *
 * @param resident KiB of memory that are in use
 * @param code KiB of them that hold compiled code: more and more while a program warms up, but bounded
 * @param files open files, sockets and pipes
 * @param threads the system's threads, PyTorch's included
 * @param arrays DJL's arrays that can be reached
 * @param managers DJL's managers that can be reached
 */
record Usage(long resident, long code, long files, long threads, long arrays, long managers) {

    private static final Path PROCESS = Path.of("/proc/self");

    /** Whether this system says what a process holds. */
    static boolean known() {
        return Files.isReadable(PROCESS.resolve("status"));
    }

    /** What this process holds. */
    static Usage now() {
        try {
            String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            List<String> status = Files.readAllLines(PROCESS.resolve("status"));
            long files;
            try (Stream<Path> open = Files.list(PROCESS.resolve("fd"))) {
                files = open.count();
            }
            return new Usage(
                    number(status, "VmRSS"),
                    compiled(),
                    files,
                    number(status, "Threads"),
                    instances(histogram, "PtNDArray"),
                    instances(histogram, "PtNDManager"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what {@link #line} has written. */
    static Usage parse(String line) {
        long[] values = Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Usage(values[0], values[1], values[2], values[3], values[4], values[5]);
    }

    String line() {
        return resident + " " + code + " " + files + " " + threads + " " + arrays + " " + managers;
    }

    private static long number(List<String> status, String key) {
        String line = status.stream()
                .filter(each -> each.startsWith(key + ":"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", ""));
    }

    private static long compiled() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getName().matches("Code.*"))
                        .mapToLong(pool -> pool.getUsage().getUsed())
                        .sum()
                / 1024;
    }

    /** From lines such as {@code 12:  34  5678  ai.djl.pytorch.engine.PtNDArray}. */
    private static long instances(String histogram, String type) {
        Matcher line = Pattern.compile("\\s(\\d+)\\s+\\d+\\s+ai\\.djl\\.pytorch\\.engine\\." + type + "\\s")
                .matcher(histogram);
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }
}
