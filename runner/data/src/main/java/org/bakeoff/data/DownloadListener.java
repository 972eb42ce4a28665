package org.bakeoff.data;

/** Receives the progress of downloads, on the thread that opens the source. */
@FunctionalInterface
public interface DownloadListener {

    /** Ignores all progress. */
    DownloadListener NONE = (source, done, total) -> {};

    /**
     * Reports that bytes have arrived. Called often: first when the download starts (with more than 0 bytes done if it
     * resumes an earlier one) and last when it is complete, with {@code done == total}.
     *
     * @param source the URL, as it was asked for
     * @param done the bytes that have arrived; 0 again if the server makes the download start over
     * @param total the size of the file, or -1 if the server doesn't say
     */
    void progress(String source, long done, long total);
}
