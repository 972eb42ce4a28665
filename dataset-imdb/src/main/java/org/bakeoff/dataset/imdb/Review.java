package org.bakeoff.dataset.imdb;

/**
 * A review.
 *
 * @param name what its file's name says
 * @param text its text, unchanged
 * @param movie what it is about, such as {@code tt0453418}
 */
record Review(ReviewName name, String text, String movie) {}
