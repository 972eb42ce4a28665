package org.bakeoff.data;

import java.util.AbstractList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups of a set, but that an example that nothing groups has its text for a group where another such example has the same text.
 * Where no texts are equal, they are the groups as they are. Thread-safe.
 */
final class TextGroups extends AbstractList<String> {

    private final ExampleTable table;

    /** Where examples have their texts for groups. */
    private @Nullable BitSet repeated;

    TextGroups(ExampleTable table) {
        this.table = table;
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public String get(int index) {
        return repeated().get(index) ? table.texts().get(index) : table.groups().get(index);
    }

    @Override
    public Iterator<String> iterator() {
        BitSet byText = repeated();
        List<String> groups = table.groups();
        if (byText.isEmpty()) {
            return groups.iterator();
        }
        Iterator<String> texts = table.texts().iterator();
        int[] next = {0};
        return groups.stream()
                .map(group -> {
                    String text = texts.next();
                    return byText.get(next[0]++) ? text : group;
                })
                .iterator();
    }

    private synchronized BitSet repeated() {
        BitSet found = repeated;
        if (found == null) {
            TextHashSet met = new TextHashSet();
            TextHashSet again = new TextHashSet();
            BitSet ungrouped = ungrouped();
            int[] all = ungrouped.stream().toArray();
            ExampleTable.chosen(table.texts(), all)
                    .map(ComposedText::of)
                    .filter(text -> !text.isEmpty() && !met.add(text))
                    .forEach(again::add);
            found = new BitSet();
            if (again.size() > 0) {
                Iterator<String> texts = table.texts().iterator();
                for (int index = 0; index < table.size(); index++) {
                    String text = texts.next();
                    found.set(index, ungrouped.get(index) && again.contains(ComposedText.of(text)));
                }
            }
            repeated = found;
        }
        return found;
    }

    private BitSet ungrouped() {
        BitSet ungrouped = new BitSet();
        Iterator<String> ids = table.ids().iterator();
        int[] next = {0};
        table.groups().forEach(group -> ungrouped.set(next[0]++, group.equals(ids.next())));
        return ungrouped;
    }
}
