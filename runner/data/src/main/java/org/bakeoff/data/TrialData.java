package org.bakeoff.data;

import java.util.List;
import org.bakeoff.api.DatasetInfo;

/**
 * The data that a trial may see: everything but the labels of the test examples.
 *
 * @param info what models need to know
 * @param train the token ids of the training set
 * @param labels its labels; not to be changed
 * @param groups its groups, of which equal texts that nothing else groups are some; they may be read from a file, which is
 *     fastest one after the other
 * @param test the token ids of the test set
 */
@SuppressWarnings("ArrayRecordComponent")
public record TrialData(DatasetInfo info, TokenTable train, int[] labels, List<String> groups, TokenTable test) {}
