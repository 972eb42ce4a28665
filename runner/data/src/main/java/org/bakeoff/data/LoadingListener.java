package org.bakeoff.data;

/** Receives the events of {@link DataLoader}, on the thread that loads. */
public interface LoadingListener extends DownloadListener {

    /** Ignores all events. */
    LoadingListener NONE = new LoadingListener() {
        @Override
        public void progress(String source, long done, long total) {}

        @Override
        public void encoding(String dataset) {}
    };

    /**
     * Reports that a dataset is about to be read and encoded, because the cache doesn't have it.
     *
     * @param dataset the plugin's name
     */
    void encoding(String dataset);
}
