package org.bakeoff.api;

import java.io.IOException;

/**
 * Gives labelled texts as token ids, in a training and a test half.
 *
 * @param <C> its configuration, see {@link Plugin}
 */
public non-sealed interface Dataset<C extends Record> extends Plugin<C> {

    /**
     * Reads and encodes the data. The result must be a function of the configuration and the bytes that
     * {@link DataContext#open} gave, because the runner keeps it and does not ask again.
     *
     * @param config the configuration, its ranges checked
     * @param context how to open what is read
     * @return both halves, each in an order that is always the same
     * @throws IOException if something can't be read or isn't what it should be; the message names the file and what
     *     to do, for it is shown to the user as it stands
     */
    DataSplits load(C config, DataContext context) throws IOException;

    /**
     * Gives what encodes other texts as {@link #load} encoded its examples, so that a trained model can be asked about
     * them: the text of an example gives the example's token ids. Nothing but the arguments is needed, neither the data
     * nor an earlier call of {@link #load}.
     *
     * @param config the configuration that the data was loaded with
     * @param data what {@link #load} gave with it
     * @throws UnsupportedOperationException if the dataset's examples don't come from texts; the message is for the user
     */
    default TextEncoder encoder(C config, DatasetInfo data) {
        throw new UnsupportedOperationException(
                "the dataset '" + name() + "' doesn't say how texts become token ids (Dataset.encoder)");
    }
}
