package org.bakeoff.dataset.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A statement that ends when the thread that runs it is interrupted: a database may compute for hours before its first row. */
final class InterruptedStatement implements AutoCloseable {

    private static final long POLL_MILLIS = 100;

    private final Statement statement;
    private final Thread watcher;

    private InterruptedStatement(Statement statement, Thread watcher) {
        this.statement = statement;
        this.watcher = watcher;
    }

    /** Watches the current thread until this is closed. */
    static InterruptedStatement of(Statement statement) {
        Thread reader = Thread.currentThread();
        Thread watcher = new Thread(() -> cancel(statement, reader), "interrupts of a query");
        watcher.setDaemon(true);
        watcher.start();
        return new InterruptedStatement(statement, watcher);
    }

    private static void cancel(Statement statement, Thread reader) {
        try {
            while (true) {
                Thread.sleep(POLL_MILLIS);
                if (reader.isInterrupted()) {
                    statement.cancel();
                }
            }
        } catch (InterruptedException e) {
            // The statement has ended.
        } catch (SQLException e) {
            // It can't be ended earlier, or has ended.
        }
    }

    /** Returns the rows of a query, which the database may compute as they are asked for. */
    ResultSet rows(String sql) throws SQLException {
        return statement.executeQuery(sql);
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
