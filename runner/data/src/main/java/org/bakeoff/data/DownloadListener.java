package org.bakeoff.data;

/** Hears how a download goes on; called from the thread that opens the source. */
@FunctionalInterface
public interface DownloadListener {

    /** Hears nothing. */
    DownloadListener NONE = (source, done, total) -> {};

    /**
     * Some bytes arrived. Called often, first when the download starts (with more than 0 bytes done where an earlier
     * one is resumed) and last when it is complete, with {@code done == total}.
     *
     * @param source the URL, as it was asked for
     * @param done the bytes there are by now; falls back to 0 where the server makes the download start over
     * @param total the bytes there will be, or -1 while the server doesn't say
     */
    void progress(String source, long done, long total);
}
