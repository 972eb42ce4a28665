package org.bakeoff.training.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns off subnormal numbers, those closer to zero than a float's smallest exponent allows at full precision. Gradients that
 * vanish over time become such, and x86 processors take a hundred times longer to compute with them: a training batch of
 * a recurrent network then takes several times as long. PyTorch has a switch for it ({@code torch.set_flush_denormal}),
 * DJL has not; so this sets the same two bits of the thread's control register, by the C library's {@code fesetenv}.
 * Threads that the engine starts from this one inherit them.
 *
 * <p>Only on Linux on x86-64. Other processors don't slow down so, and on other systems training is right, but may be slow.
 *
 * <p>Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, 10.2.3 (flush-to-zero, bit 15, and
 * denormals-are-zeros, bit 6, of MXCSR); glibc's {@code fenv_t}, which ends in MXCSR.
 */
final class SubnormalFlushing {

    private static final int FLUSH_TO_ZERO_AND_DENORMALS_ARE_ZEROS = 1 << 15 | 1 << 6;
    private static final int ENVIRONMENT_BYTES = 32;
    private static final int CONTROL = 28;

    private SubnormalFlushing() {}

    static boolean isPossible() {
        return Platform.isLinux() && Platform.isIntel() && Platform.is64Bit();
    }

    /** Computes with zeros instead, on this thread; returns what restores subnormal numbers, on the same thread. */
    static Runnable flush() {
        if (!isPossible()) {
            return () -> {};
        }
        byte[] before = new byte[ENVIRONMENT_BYTES];
        call("fegetenv", before);
        ByteBuffer flushing = ByteBuffer.wrap(before.clone()).order(ByteOrder.LITTLE_ENDIAN);
        flushing.putInt(CONTROL, flushing.getInt(CONTROL) | FLUSH_TO_ZERO_AND_DENORMALS_ARE_ZEROS);
        call("fesetenv", flushing.array());
        return () -> call("fesetenv", before);
    }

    private static void call(String function, byte[] environment) {
        NativeLibrary.getInstance("m").getFunction(function).invokeInt(new Object[] {environment});
    }
}
