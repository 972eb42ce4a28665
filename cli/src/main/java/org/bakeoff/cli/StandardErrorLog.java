package org.bakeoff.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.net.URL;
import java.util.regex.Pattern;
import org.bakeoff.io.Redaction;
import org.slf4j.Logger;

/**
 * Writes to standard error what is logged, and only what a user should know: results go to standard output. Logback finds this
 * class by its name in META-INF/services. A file of XML would say the same, but to read it takes as long as a short command.
 */
public final class StandardErrorLog extends ContextAwareBase implements Configurator {

    /** What would change the terminal or begin a line. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** What an executor's own libraries log, where one is on the class path. */
    private static final String OF_EXECUTOR = "/org/bakeoff/executor/logging.xml";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        context.getStatusManager().add(new NopStatusListener());
        URL executor = StandardErrorLog.class.getResource(OF_EXECUTOR);
        if (executor != null) {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            try {
                configurator.doConfigure(executor);
            } catch (JoranException e) {
                addError("The file " + executor + " can't be read", e);
            }
        }
        context.getLogger("ai.djl").setLevel(Level.ERROR);
        context.getLogger("org.bakeoff").setLevel(Level.toLevel(System.getProperty("bakeoff.log"), Level.WARN));
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        Lines lines = new Lines();
        lines.setContext(context);
        lines.start();
        root.addAppender(lines);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Writes a line for each event, without stack traces and the secrets of URLs. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {

        @Override
        protected void append(ILoggingEvent event) {
            System.err.println(event.getLevel() + ": "
                    + UNSEEN.matcher(Redaction.text(event.getFormattedMessage()))
                            .replaceAll(" "));
        }
    }
}
