package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SecretFilterTest {

    /** A driver takes a password out of a URL, and says it without the URL's escapes. */
    @Test
    void aSecretIsFoundInTheFormsThatAUrlGivesIt() {
        SecretFilter filter = new SecretFilter().addSecret("p%40ss+w%21rd").addSecret("pl@in word");

        assertThat(filter.filtered(
                        "denied: p%40ss+w%21rd, p@ss w!rd, p@ss+w!rd; pl@in word, pl%40in+word, pl%40in%20word"))
                .isEqualTo("denied: ***, ***, ***; ***, ***, ***");
    }

    @Test
    void theValueOfAVariableIsFoundInTheFormsThatAUrlGivesIt() {
        String value = String.valueOf(System.getenv("PATH"));
        SecretFilter filter = new SecretFilter().add("https://host/${PATH}");

        assertThat(filter.filtered("at " + value + ", " + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .isEqualTo("at ${PATH}, ${PATH}");
    }

    /** Messages show the beginning of a long name. */
    @Test
    void theBeginningOfASecretIsFoundWhereATextWasCut() {
        SecretFilter filter =
                new SecretFilter().addSecret("abcdefgh" + "x".repeat(300)).addSecret("abcdefghi-other");

        assertThat(filter.filtered(
                        "'/a/abcdefghxxxx...', abcdefghi-oth..., abcdefgh... (9 more), abcdefg..., abcdefghx or"))
                .isEqualTo("'/a/***...', ***..., ***... (9 more), abcdefg..., abcdefghx or");
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theBeginningOfASecretIsFoundInTimeProportionalToTheText() {
        SecretFilter filter = new SecretFilter().addSecret("x".repeat(60_000));

        assertThat(filter.filtered("x".repeat(59_999) + "...".repeat(60_000))).isEqualTo("***" + "...".repeat(60_000));
    }
}
