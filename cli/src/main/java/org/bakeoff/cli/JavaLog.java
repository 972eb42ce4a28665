package org.bakeoff.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import org.bakeoff.io.Redaction;
import org.bakeoff.plugins.ThrownText;
import org.jspecify.annotations.Nullable;

/**
 * Sets up Java's own log, to which drivers of databases write, when it is first used: Java makes an object of the class that a system
 * property names.
 */
public final class JavaLog {

    private static final String PROPERTY = "java.util.logging.config.class";
    private static final String FILE = "java.util.logging.config.file";

    /** What would change the terminal or begin a line. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** So many causes of an exception are written. */
    private static final int DEEPEST = 5;

    /** A driver says of a URL that it can't read where it may end. */
    private static final Pattern DATABASE = Pattern.compile("(?is)\\b(jdbc:[a-z0-9+.-]+:).*");

    /** For Java. */
    public JavaLog() throws IOException {
        String settings = "handlers=" + Lines.class.getName() + "\n.level=WARNING\n";
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Has Java use it, unless the user has set up a log. */
    static void use() {
        if (System.getProperty(PROPERTY) == null && System.getProperty(FILE) == null) {
            System.setProperty(PROPERTY, JavaLog.class.getName());
        }
    }

    /** Writes a line for each message, with what was thrown and without the secrets of URLs. */
    public static final class Lines extends Handler {

        /** For Java. */
        public Lines() {
            setFormatter(new SimpleFormatter());
        }

        @Override
        public void publish(LogRecord message) {
            if (isLoggable(message)) {
                // It is null where an exception without a message is logged by that.
                StringBuilder said =
                        new StringBuilder(String.valueOf(getFormatter().formatMessage(message)));
                Throwable thrown = message.getThrown();
                for (int level = 0; thrown != null && level < DEEPEST; thrown = cause(thrown), level++) {
                    said.append(": ").append(text(thrown));
                }
                String text = DATABASE.matcher(said).replaceAll("$1" + Redaction.MARK);
                System.err.println(message.getLevel() + ": "
                        + UNSEEN.matcher(ThrownText.cut(Redaction.text(text))).replaceAll(" "));
            }
        }

        /** Returns what an exception says; one of a plugin may throw when it is asked. */
        private static String text(Throwable thrown) {
            try {
                return thrown.toString();
            } catch (RuntimeException e) {
                return thrown.getClass().getName();
            }
        }

        private static @Nullable Throwable cause(Throwable thrown) {
            try {
                return thrown.getCause();
            } catch (RuntimeException e) {
                return null;
            }
        }

        @Override
        public void flush() {
            // Each line is written at once.
        }

        @Override
        public void close() {
            // Standard error stays open.
        }
    }
}
