package org.bakeoff.testkit;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Structure;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Measures the memory that native code has in use, as glibc counts it ({@code mallinfo2}, since 2.33), but for the direct buffers of
 * Java. Known on Linux with glibc only.
 */
final class NativeHeap {

    private static final int COLLECTION = 50;

    private NativeHeap() {}

    /** What {@code mallinfo2} returns; see its manual page. */
    @Structure.FieldOrder({
        "arena",
        "ordblks",
        "smblks",
        "hblks",
        "hblkhd",
        "usmblks",
        "fsmblks",
        "uordblks",
        "fordblks",
        "keepcost"
    })
    public static final class Counts extends Structure implements Structure.ByValue {
        public NativeLong arena = new NativeLong();
        public NativeLong ordblks = new NativeLong();
        public NativeLong smblks = new NativeLong();
        public NativeLong hblks = new NativeLong();
        public NativeLong hblkhd = new NativeLong();
        public NativeLong usmblks = new NativeLong();
        public NativeLong fsmblks = new NativeLong();
        public NativeLong uordblks = new NativeLong();
        public NativeLong fordblks = new NativeLong();
        public NativeLong keepcost = new NativeLong();
    }

    /** Returns the bytes in use once Java has freed what it can; nothing where that isn't known. */
    static OptionalLong used() {
        return function().map(NativeHeap::used).orElse(OptionalLong.empty());
    }

    private static OptionalLong used(Function mallinfo) {
        System.gc();
        try {
            // Direct buffers are freed by a thread of their own.
            Thread.sleep(COLLECTION);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Counts counts = (Counts) mallinfo.invoke(Counts.class, new Object[0]);
        long buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return OptionalLong.of(counts.uordblks.longValue() + counts.hblkhd.longValue() - buffers);
    }

    private static Optional<Function> function() {
        if (!Platform.isLinux()) {
            return Optional.empty();
        }
        try {
            return Optional.of(NativeLibrary.getInstance("c").getFunction("mallinfo2"));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }
}
