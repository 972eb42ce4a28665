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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.bakeoff.io.Sha256;

/** What is settled before a block is trained: which of its parameters are, and modules of TorchScript, which models may share, if none of theirs is. */
final class FrozenParts {

    private final IdentityHashMap<Parameter, Boolean> trained = new IdentityHashMap<>();
    private final List<SymbolBlock> modules = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private boolean checked;

    /** Notes which parameters of an initialised block are trained. */
    void add(Block block) {
        block.getParameters()
                .forEach(pair -> trained.put(pair.getValue(), pair.getValue().requiresGradient()));
        addModules(block);
        checked = modules.isEmpty();
    }

    private void addModules(Block block) {
        if (block instanceof SymbolBlock module
                && block.getParameters().values().stream().noneMatch(Parameter::requiresGradient)) {
            modules.add(module);
        }
        block.getChildren().values().forEach(this::addModules);
    }

    /** Returns whether modules have to be looked at before and after the block is first run to be trained. */
    boolean areUnknown() {
        return !checked;
    }

    /** Notes what modules are like; they were last run to predict, since a module says which of both it was. */
    void note() {
        modules.forEach(module -> states.add(state(module)));
    }

    /**
     * Refuses modules that change when they are run to be trained, as running means do. To be called when they were run to predict again.
     *
     * @throws IllegalArgumentException if one does
     */
    void checkModules() {
        checked = true;
        for (int index = 0; index < modules.size(); index++) {
            if (!state(modules.get(index)).equals(states.get(index))) {
                throw new IllegalArgumentException(
                        "its frozen module of TorchScript changes when it is run to be trained,"
                                + " as running means do, which is neither saved nor undone for the next model: call its forward"
                                + " with training = false, and give a duplicate() of its output on");
            }
        }
    }

    /** Returns the SHA-256 of a module as it would be saved; the same for one that can't be. */
    private static String state(SymbolBlock module) {
        MessageDigest digest = Sha256.digest();
        try (DataOutputStream out =
                new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
            module.saveParameters(out);
        } catch (EngineException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.of(digest);
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
