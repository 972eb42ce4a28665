package org.bakeoff.data;

import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, taken piece by piece by one thread. The JDK's streams wait for ever on a server that falls
 * silent, which this doesn't.
 */
final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    private record Piece(
            List<ByteBuffer> bytes, boolean last, @Nullable Throwable fault) {}

    // Holds two pieces at most: the next one is asked for when one is taken.
    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Duration silence;
    private Flow.@Nullable Subscription subscription;
    private boolean closed;

    Body(Flow.Publisher<List<ByteBuffer>> publisher, Duration silence) {
        this.silence = silence;
        publisher.subscribe(this);
    }

    /**
     * Waits for the next bytes.
     *
     * @return the bytes, or nothing at the end of the body
     * @throws HttpTimeoutException if none came in time
     * @throws BrokenConnection if the connection ended before the body did
     */
    Optional<List<ByteBuffer>> next() throws HttpTimeoutException, BrokenConnection, InterruptedIOException {
        Piece piece;
        try {
            piece = pieces.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (piece == null) {
            throw new HttpTimeoutException("silence");
        }
        if (piece.fault() != null) {
            throw new BrokenConnection(piece.fault());
        }
        if (piece.last()) {
            return Optional.empty();
        }
        request();
        return Optional.of(piece.bytes());
    }

    private synchronized void request() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(new Piece(bytes, false, null));
    }

    @Override
    public void onError(Throwable fault) {
        pieces.add(new Piece(List.of(), true, fault));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(List.of(), true, null));
    }

    /** Gives the connection up where the body isn't at its end. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
