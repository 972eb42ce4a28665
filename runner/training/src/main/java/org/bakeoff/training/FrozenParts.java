package org.bakeoff.training;

import ai.djl.engine.EngineException;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SymbolBlock;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.stream.Stream;
import org.bakeoff.io.Sha256;

/** What is settled before a block is trained: which of its parameters are, and modules of TorchScript, which models may share, if none of theirs is. */
final class FrozenParts {

    private final IdentityHashMap<Parameter, Boolean> trained = new IdentityHashMap<>();
    /** Frozen modules, with the SHA-256 of what each is like; empty before that is known, and for one that can't be saved. */
    private final IdentityHashMap<SymbolBlock, Optional<String>> modules = new IdentityHashMap<>();

    private boolean checked;

    /** Notes which parameters of an initialised block are trained. */
    void add(Block block) {
        block.getParameters()
                .forEach(pair -> trained.put(pair.getValue(), pair.getValue().requiresGradient()));
        modules(block)
                .filter(module -> module.getParameters().values().stream().noneMatch(Parameter::requiresGradient))
                .forEach(module -> modules.put(module, Optional.empty()));
        checked = modules.isEmpty();
    }

    /** Returns the modules of TorchScript that a block is or has. */
    static Stream<SymbolBlock> modules(Block block) {
        return Stream.concat(
                block instanceof SymbolBlock module ? Stream.of(module) : Stream.empty(),
                block.getChildren().values().stream().flatMap(FrozenParts::modules));
    }

    /** Returns whether modules have to be looked at before and after the block is first run to be trained. */
    boolean areUnknown() {
        return !checked;
    }

    /** Notes what modules are like; they were last run to predict, since a module says which of both it was. */
    void note() {
        modules.replaceAll((module, unknown) -> state(module));
    }

    /**
     * Refuses modules that change when they are run to be trained, as running means do. To be called when they were run to predict again.
     *
     * @throws IllegalArgumentException if one does
     */
    void checkModules() {
        checked = true;
        modules.forEach((module, before) -> {
            if (!state(module).equals(before)) {
                throw new IllegalArgumentException(
                        "its frozen module of TorchScript changes when it is run to be trained,"
                                + " as running means do, which is neither saved nor undone for the next model: call its forward"
                                + " with training = false, and give a duplicate() of its output on");
            }
        });
    }

    /** Returns the SHA-256 of a module as it would be saved; empty for one that can't be. */
    private static Optional<String> state(SymbolBlock module) {
        MessageDigest digest = Sha256.digest();
        try (DataOutputStream out =
                new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            module.saveParameters(out);
        } catch (EngineException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(Sha256.of(digest));
    }

    /**
     * Refuses a block that has frozen or unfrozen a parameter since: the optimizer has those that were trained at first.
     *
     * @throws IllegalArgumentException if it has; the message names the parameter
     */
    void checkParameters() {
        trained.forEach((parameter, was) -> {
            if (parameter.requiresGradient() != was) {
                throw new IllegalArgumentException("it " + (was ? "freezes" : "unfreezes") + " its parameter '"
                        + parameter.getName() + "' while it is trained, when it is settled what training changes: do so"
                        + " when the model is made");
            }
        });
    }
}
