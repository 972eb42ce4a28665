package org.bakeoff.experiment;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Says where a file has the probability of each class.
 *
 * @param ofClass the column of every class; -1 where there is none
 * @param names what the columns are called
 */
record ProbabilityColumns(List<Integer> ofClass, List<String> names) {

    /** Returns whether every class has a column. */
    boolean whole() {
        return !ofClass.contains(-1);
    }

    /** Returns the names of the columns that aren't there. */
    List<String> missing() {
        return IntStream.range(0, names.size())
                .filter(index -> ofClass.get(index) < 0)
                .mapToObj(names::get)
                .toList();
    }

    /** Returns a column that is that of one class here, and of another one there. */
    Optional<Integer> contradicting(ProbabilityColumns other) {
        return IntStream.range(0, ofClass.size())
                .filter(index -> other.ofClass.indexOf(ofClass.get(index)) >= 0
                        && other.ofClass.indexOf(ofClass.get(index)) != index
                        && ofClass.get(index) >= 0)
                .mapToObj(ofClass::get)
                .findFirst();
    }
}
