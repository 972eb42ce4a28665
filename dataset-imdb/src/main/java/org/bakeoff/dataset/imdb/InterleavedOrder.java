package org.bakeoff.dataset.imdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders reviews by nothing but their ids, in an order that looks shuffled: each class by the first eight bytes of the ids'
 * SHA-256, as an unsigned number, and the classes in turn, positive first. The rest of the larger class comes last.
 */
final class InterleavedOrder {

    private InterleavedOrder() {}

    private record Keyed(long key, Review review) {}

    static List<Review> of(List<Review> positive, List<Review> negative) {
        List<Review> first = sorted(positive);
        List<Review> second = sorted(negative);
        List<Review> all = new ArrayList<>(first.size() + second.size());
        for (int rank = 0; rank < Math.max(first.size(), second.size()); rank++) {
            if (rank < first.size()) {
                all.add(first.get(rank));
            }
            if (rank < second.size()) {
                all.add(second.get(rank));
            }
        }
        return all;
    }

    private static List<Review> sorted(List<Review> reviews) {
        MessageDigest digest = sha256();
        return reviews.stream()
                .map(review -> new Keyed(key(digest, review.name().id()), review))
                .sorted(Comparator.comparing(Keyed::key, Long::compareUnsigned)
                        .thenComparing(keyed -> keyed.review().name().id()))
                .map(Keyed::review)
                .toList();
    }

    private static long key(MessageDigest digest, String id) {
        return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.US_ASCII)))
                .getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
