package org.bakeoff.experiment;

import java.util.function.Consumer;
import org.bakeoff.data.LoadingListener;
import org.bakeoff.training.progress.Progress;

/** Passes the events of loading the data to a run's listener. */
record LoadingProgress(Consumer<Progress> listener) implements LoadingListener {

    @Override
    public void progress(String source, long done, long total) {
        listener.accept(new Progress.Downloading(source, done, total));
    }

    @Override
    public void encoding(String dataset) {
        listener.accept(new Progress.Encoding(dataset));
    }
}
