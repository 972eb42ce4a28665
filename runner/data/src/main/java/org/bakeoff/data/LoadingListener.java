package org.bakeoff.data;

/** Receives the events of {@link DataLoader} and {@link Sources}, on the thread that loads. */
@FunctionalInterface
public interface LoadingListener {

    /** Ignores all events. */
    LoadingListener NONE = (source, done, total) -> {};

    /**
     * Reports that bytes have arrived. Called often: first when the download starts (with more than 0 bytes done if it
     * resumes an earlier one) and last when it is complete, with {@code done == total}.
     *
     * @param source the URL, as it was asked for
     * @param done the bytes that have arrived; 0 again if the server makes the download start over
     * @param total the size of the file, or -1 if the server doesn't say
     */
    void progress(String source, long done, long total);

    /**
     * Reports that a dataset is about to be read and encoded, because the cache doesn't have it.
     *
     * @param dataset the plugin's name
     */
    default void encoding(String dataset) {}

    /**
     * Reports that the texts of a dataset are about to be encoded for models with an encoding of their own, because the cache doesn't
     * have that.
     *
     * @param model the name of the first of them
     */
    default void encodingFor(String model) {}
}
