package org.bakeoff.training;

import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.worker.GpuAssignment;
import org.bakeoff.training.worker.OwnJars;
import org.bakeoff.training.worker.WorkerPool;
import org.jspecify.annotations.Nullable;

/** Runs trials outside of this process. It is opened when it is first asked for, and again once it was closed. */
final class TrialProcesses implements AutoCloseable {

    private final TrialScheduler.Workers workers;
    private final OwnJars jars = OwnJars.here();
    private @Nullable Executor executor;
    private @Nullable WorkerPool pool;

    TrialProcesses(TrialScheduler.Workers workers) {
        this.workers = workers;
    }

    /** Returns the executor; null where this machine runs the trials. */
    @Nullable
    Executor executor() {
        TrialScheduler.RemoteExecutorConfig config = workers.elsewhere();
        if (executor == null && config != null) {
            executor = config.provider().open(config.options());
        }
        return executor;
    }

    /** Returns this machine's worker processes. */
    WorkerPool pool(boolean anyGpu) {
        if (pool == null) {
            pool = new WorkerPool(
                    workers.main(), workers.plugins(), anyGpu ? GpuAssignment.ofVisible() : GpuAssignment.none(), jars);
        }
        return pool;
    }

    /** Returns what this machine has room for, its worker processes included, which wait for more. */
    MachineCapacity capacity() {
        return MachineCapacity.here().holding(pool == null ? 0 : pool.size());
    }

    /** Interrupts trials that are running, which write checkpoints, and ends their processes. */
    @Override
    public void close() {
        WorkerPool processes = pool;
        pool = null;
        if (processes != null) {
            processes.close();
        }
        Executor other = executor;
        executor = null;
        if (other != null) {
            other.close();
        }
    }
}
