package org.bakeoff.data;

import java.util.List;
import java.util.regex.Pattern;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;

/** Checks that the examples of a dataset plugin keep its contract. */
record SplitValidator(String plugin, DatasetInfo info) {

    /** What a spreadsheet would compute in predictions.csv: any =, and a call, a program or another file after a sign. */
    private static final Pattern FORMULA =
            Pattern.compile("[=\uFF1D].*|[-+@\uFF0B\uFF0D\uFF20].*[(|!].*", Pattern.DOTALL);

    static void check(String plugin, DataSplits splits) {
        SplitValidator validator = new SplitValidator(plugin, splits.info());
        TextHashSet trained = new TextHashSet();
        validator.checkSet("training", splits.train(), trained);
        validator.checkSet("test", splits.test(), new TextHashSet());
        for (Example example : splits.test()) {
            if (trained.contains(example.id())) {
                throw validator.fault("gives the example '" + example.id() + "' both for training and for the test");
            }
        }
    }

    private void checkSet(String set, List<Example> examples, TextHashSet ids) {
        if (examples.isEmpty()) {
            throw fault("gives no " + set + " examples");
        }
        for (Example example : examples) {
            if (example == null) {
                throw fault("gives null instead of a " + set + " example");
            }
            String name = "the " + set + " example '" + example.id() + "'";
            if (!ids.add(example.id())) {
                throw fault("gives " + name + " twice");
            }
            if (example.id().chars().anyMatch(Character::isISOControl)) {
                throw fault("gives " + set + " examples ids with line breaks or other control characters");
            }
            if (FORMULA.matcher(example.id()).matches()) {
                throw fault("gives " + set + " examples ids that are formulas to a spreadsheet");
            }
            if (example.label() < 0 || example.label() >= info.classes().size()) {
                throw fault("gives " + name + " the label " + example.label() + ", but there are "
                        + info.classes().size() + " classes");
            }
            if (example.tokens().length > info.length()) {
                throw fault("gives " + name + " " + example.tokens().length + " token ids, but its length is "
                        + info.length());
            }
            for (int token : example.tokens()) {
                if (token < 1 || token >= info.vocabularySize()) {
                    throw fault("gives " + name + " the token id " + token + ", but ids go from 1 to "
                            + (info.vocabularySize() - 1));
                }
            }
        }
    }

    private BakeoffException fault(String what) {
        return new BakeoffException(
                ErrorCode.PLUGIN_FAILED,
                ErrorLocation.NONE,
                "the dataset plugin '" + plugin + "' " + what + "; this is a fault of the plugin",
                "");
    }
}
