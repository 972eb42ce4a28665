package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.io.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The messages about files of predictions. */
class PredictionMessagesTest {

    @TempDir
    private Path folder;

    @Test
    void predictions() throws IOException {
        Path gold = Files.writeString(folder.resolve("gold.csv"), "id,label\na,no\nb,yes\nc,no\n");
        Path one =
                Files.writeString(folder.resolve("one.csv"), "id,label,probability\na,no,1.5\na,maybe,0.2\nd,no,0.1\n");
        Path two = folder.resolve("two.csv");
        ErrorMessage.check(
                () -> PredictionComparison.of(gold)
                        .model("one", List.of(one))
                        .model("two", List.of(two))
                        .run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + one + ": 2 of 3 test examples have no prediction: 'b', 'c'\n"
                        + "  " + one + ": 1 id stands a second time: 'a' (line 3)\n"
                        + "  " + one + ": 1 id is of no test example: 'd' (line 4)\n"
                        + "  " + one + ": 1 label is unknown: 'maybe' (line 3)\n"
                        + "  " + one + ": 1 probability is not from 0 to 1: '1.5' (line 2)\n"
                        + "  " + two + ": there is no such file or folder\n"
                        + "Predict every test example once, under its own id. The classes are, in this order, no, yes; a label"
                        + " is the name of one of them, or its index from 0. Write probabilities, not logits or percentages; a"
                        + " softmax or a sigmoid makes them of logits. Check that every file is there, and is"
                        + " text in UTF-8 that you may read.");
        ErrorMessage.check(
                () -> PredictionComparison.of(one).model("one", List.of(one)).run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + one + ": 1 id stands a second time: 'a' (line 3)\n"
                        + "Give every test example one row, with an id of its own and a label.");
        Path texts = Files.writeString(folder.resolve("texts.csv"), "text\none\n");
        ErrorMessage.check(
                () -> PredictionComparison.of(texts).model("one", List.of(one)).run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + texts + ": it has no column \"id\"; it has text\n"
                        + "A file of test examples has the columns id and label, and perhaps text and group; 'bakeoff export'"
                        + " writes one.");
        ErrorMessage.check(
                () -> PredictionComparison.of(gold)
                        .model("texts", List.of(texts))
                        .run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + texts + ": it has no column \"id\"; it has text\n"
                        + "A file of predictions has the columns id and label, and for metrics of probabilities also"
                        + " probability (of the second of two classes), or p0, p1, ..., or one column for each class, by its"
                        + " name.");
    }

    @Test
    void labelsOfPredictions() throws IOException {
        Path gold = Files.writeString(folder.resolve("gold.csv"), "id,label\na,1\nb,2\nc,3\n");
        Path names = Files.writeString(folder.resolve("names.csv"), "id,label\na,1\nb,2\nc,3\n");
        Path indexes = Files.writeString(folder.resolve("indexes.csv"), "id,label\na,0\nb,1\nc,2\n");
        Path both = Files.writeString(folder.resolve("both.csv"), "id,label\na,1\nb,1\nc,2\n");
        ErrorMessage.check(
                () -> PredictionComparison.of(gold)
                        .model("one", List.of(names, indexes, both))
                        .model("two", List.of(names, names))
                        .run(),
                ErrorCode.PREDICTIONS_INVALID,
                "These files can't be compared:\n"
                        + "  " + both
                        + ": its labels may be names of classes or indexes, and other files of one have both\n"
                        + "  " + names + ": it is given twice for the model two\n"
                        + "Write the labels of all files of a model as names of classes. Give a file for each seed that the"
                        + " model was trained with.");
    }
}
