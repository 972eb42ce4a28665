package org.bakeoff.executor.spark;

import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.executor.ExecutorOptions;
import org.bakeoff.training.executor.ExecutorProvider;

/** Opens the executor that runs trials on a cluster of Apache Spark. */
public final class SparkExecutorProvider implements ExecutorProvider {

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public Executor open(ExecutorOptions options) {
        return new SparkExecutor(SparkSettings.of(options), options);
    }
}
