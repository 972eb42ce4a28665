package org.bakeoff.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A command that says at its end, on the last line of standard output, what it cost this process. */
final class Metered {

    /**
     * What a command costs, whatever else the machine does.
     *
     * @param bytes written to files and pipes
     * @param seconds of processors, in all threads
     */
    record Cost(long bytes, double seconds) {

        static Cost parse(String out) {
            String[] words = out.substring(out.lastIndexOf('\n', out.length() - 2) + 1)
                    .strip()
                    .split(" ", -1);
            return new Cost(Long.parseLong(words[0]), Double.parseDouble(words[1]));
        }
    }

    private Metered() {}

    /** Takes the arguments of the command. */
    public static void main(String[] arguments) throws IOException {
        int code = Bakeoff.commandLine().execute(arguments);
        long nanos = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        long bytes = Files.readAllLines(Path.of("/proc/self/io")).stream()
                .filter(line -> line.startsWith("wchar:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        System.out.println("\n" + bytes + " " + (double) nanos / TimeUnit.SECONDS.toNanos(1));
        System.exit(code);
    }
}
