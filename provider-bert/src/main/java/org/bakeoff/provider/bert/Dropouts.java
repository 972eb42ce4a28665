package org.bakeoff.provider.bert;

/**
 * The shares set to zero in training, from 0 to less than 1.
 *
 * @param hidden of the embeddings and of what each half of a layer adds
 * @param attention of the attention weights
 * @param classifier of the values before the linear layers of the head
 */
record Dropouts(double hidden, double attention, double classifier) {}
