package org.bakeoff.report.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.io.TerminalText;
import org.bakeoff.statistics.ModelResult;

/**
 * {@code data.json}: what the models of a run take and give. With it they predict without the data that they were trained
 * on.
 *
 * @param classes the names of the classes
 * @param vocabulary the word of every token id
 * @param length the largest number of token ids of a text
 * @param trials the trials whose models take these token ids; in a comparison of several runs not all do
 */
public record DataFile(List<String> classes, List<String> vocabulary, int length, List<Entry> trials) {

    /** Copies the lists. */
    public DataFile {
        classes = List.copyOf(classes);
        vocabulary = List.copyOf(vocabulary);
        trials = List.copyOf(trials);
    }

    /** Creates the file of some trials. */
    public static DataFile of(DatasetInfo data, List<Entry> trials) {
        return new DataFile(data.classes(), data.vocabulary(), data.length(), trials);
    }

    /**
     * A trial.
     *
     * @param model its model's name
     * @param configuration the number of its configuration in a search, from 1 on; 0 outside of one
     * @param seed its seed
     */
    public record Entry(String model, int configuration, long seed) {

        /** Returns its name, which is that of its folder, too. */
        public String name() {
            return model + (configuration == 0 ? "" : "-" + configuration) + "-" + seed;
        }
    }

    /** Returns what a model needs to know of the data. */
    public DatasetInfo info() {
        return new DatasetInfo(classes, vocabulary, length);
    }

    /** Throws IllegalArgumentException for what no run writes. */
    void check() {
        info();
        Set<Entry> met = new HashSet<>();
        for (Entry trial : trials) {
            // The name becomes a path.
            if (!ModelResult.isName(trial.model()) || trial.seed() < 0 || trial.configuration() < 0) {
                throw new IllegalArgumentException(
                        "a trial can't be named '" + TerminalText.excerpt(trial.name(), 40) + "'");
            }
            if (!met.add(trial)) {
                throw new IllegalArgumentException("it names the trial " + trial.name() + " twice");
            }
        }
    }
}
