package org.bakeoff.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Example;

/**
 * Which examples hang together: those of one group, and those of one text, and what follows from both.
 *
 * @param of the cluster of every example, counted from 0
 * @param count how many clusters there are
 */
@SuppressWarnings("ArrayRecordComponent")
record Clusters(int[] of, int count) {

    static Clusters of(List<Example> examples) {
        int[] parent = new int[examples.size()];
        Arrays.setAll(parent, index -> index);
        Map<String, Integer> groups = new HashMap<>();
        Map<String, Integer> texts = new HashMap<>();
        for (int index = 0; index < parent.length; index++) {
            join(parent, index, groups.putIfAbsent(examples.get(index).group(), index));
            join(parent, index, texts.putIfAbsent(examples.get(index).text(), index));
        }
        Map<Integer, Integer> numbers = new HashMap<>();
        int[] clusters = new int[parent.length];
        for (int index = 0; index < parent.length; index++) {
            int next = numbers.size();
            clusters[index] = numbers.computeIfAbsent(root(parent, index), root -> next);
        }
        return new Clusters(clusters, numbers.size());
    }

    private static void join(int[] parent, int index, @org.jspecify.annotations.Nullable Integer other) {
        if (other != null) {
            parent[root(parent, index)] = root(parent, other);
        }
    }

    private static int root(int[] parent, int index) {
        int root = index;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
