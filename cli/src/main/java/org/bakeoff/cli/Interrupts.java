package org.bakeoff.cli;

import java.lang.reflect.Proxy;
import java.util.List;
import org.bakeoff.io.ErrorCode;

/**
 * What Ctrl-C does while a run is under way, and an end that the system asks for: the first time it interrupts the run,
 * which then writes checkpoints; the second time the process ends at once.
 */
final class Interrupts {

    /** Ctrl-C, the end of the terminal, and `kill`. */
    private static final List<String> SIGNALS = List.of("INT", "HUP", "TERM");

    private Interrupts() {}

    /**
     * Interrupts a thread from now on.
     *
     * @param before what is done before anything is said
     */
    static void to(Thread thread, Runnable before) {
        boolean[] met = new boolean[1];
        Runnable handler = () -> {
            if (met[0]) {
                Runtime.getRuntime().halt(ErrorCode.INTERRUPTED);
            }
            met[0] = true;
            before.run();
            System.err.println("Interrupted; writing checkpoints. Once more ends it at once.");
            thread.interrupt();
        };
        SIGNALS.forEach(signal -> handle(signal, handler));
    }

    /**
     * Has a signal handled by the JVM's own means. They are named here in strings, since the compiler warns of them otherwise;
     * a JVM that has none keeps its way of ending at once.
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
