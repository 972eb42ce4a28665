package org.bakeoff.runner.data;

import java.util.List;
import org.bakeoff.api.DataSpec;
import org.bakeoff.api.Example;

/**
 * The test half with its labels, for when training is over.
 *
 * @param spec what the data is
 * @param examples the test examples in their order
 */
public record TestData(DataSpec spec, List<Example> examples) {}
