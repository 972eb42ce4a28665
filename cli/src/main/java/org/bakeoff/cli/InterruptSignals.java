package org.bakeoff.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Handles Ctrl-C and requests of the system to end: the first signal interrupts the command, which then writes checkpoints or
 * removes what is of no use; the second ends the process at once.
 */
final class InterruptSignals {

    /** Ctrl-C, the end of the terminal, and `kill`. */
    private static final List<String> SIGNALS = List.of("INT", "HUP", "TERM");

    /** How long words may take until somebody reads them. */
    private static final long PATIENCE_MILLIS = 3_000;

    /** The thread that a signal has interrupted. */
    private static volatile @Nullable Thread interrupted;

    private InterruptSignals() {}

    /**
     * Ends the command's thread if it was interrupted and no longer is, as where a plugin swallows interrupts. To be called behind each
     * event.
     */
    static void check() {
        Thread current = Thread.currentThread();
        if (current.equals(interrupted) && !current.isInterrupted()) {
            throw Cancellation.exception();
        }
    }

    /**
     * Makes signals interrupt a thread from now on.
     *
     * @param before runs before the message about the interruption is printed
     * @param meanwhile what is done before the command ends, for the message
     */
    static void to(Thread thread, Runnable before, String meanwhile) {
        boolean[] met = new boolean[1];
        Runnable handler = () -> {
            if (met[0]) {
                Runtime.getRuntime().halt(ErrorCode.INTERRUPTED);
            }
            met[0] = true;
            say(before, "Interrupted; " + meanwhile + ". Once more ends it at once.");
            interrupted = thread;
            thread.interrupt();
        };
        SIGNALS.forEach(signal -> handle(signal, handler));
    }

    /** Says something, unless nobody reads standard error: then nothing more is said there, or it would never end. */
    private static void say(Runnable before, String words) {
        Thread saying = new Thread(() -> {
            before.run();
            System.err.println(words);
        });
        saying.setDaemon(true);
        saying.start();
        try {
            saying.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            // As if the time were over.
        }
        if (saying.isAlive()) {
            System.setErr(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        }
    }

    /**
     * Registers a handler with {@code sun.misc.Signal}, by reflection, since javac's warning about that class can't be suppressed.
     * A JVM without it ends at the first signal.
     */
    private static void handle(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
                        handler.run();
                        return null;
                    });
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // Windows has no HUP.
        }
    }
}
