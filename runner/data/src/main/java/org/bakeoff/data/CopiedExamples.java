package org.bakeoff.data;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.bakeoff.api.Example;

/** Copies of examples that stay in memory, made when they are asked for, so that whoever changes a token changes no other's. */
final class CopiedExamples extends AbstractList<Example> implements RandomAccess {

    private final List<Example> originals;
    private final AtomicReferenceArray<Example> copies;

    CopiedExamples(List<Example> originals) {
        this.originals = originals;
        this.copies = new AtomicReferenceArray<>(originals.size());
    }

    @Override
    public int size() {
        return originals.size();
    }

    @Override
    public Example get(int index) {
        Example copy = copies.get(index);
        if (copy == null) {
            copies.compareAndSet(index, null, copy(originals.get(index)));
            copy = copies.get(index);
        }
        return copy;
    }

    /** Returns an example with token ids of its own. */
    static Example copy(Example example) {
        return new Example(
                example.id(),
                example.tokens().clone(),
                example.label(),
                example.text(),
                example.group(),
                example.attributes());
    }
}
