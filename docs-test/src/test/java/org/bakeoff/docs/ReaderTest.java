package org.bakeoff.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** That a document with a fault is noticed; with a launcher that only says what it was asked, and knows one spec. */
@DisabledOnOs(OS.WINDOWS)
class ReaderTest {

    private static final String NOT_RUN = "not run by tests: it takes long";

    @TempDir
    Path checkout;

    @TempDir
    Path scratch;

    private Reader reader;

    @BeforeEach
    void aCheckout() throws IOException {
        Path launcher = Files.writeString(checkout.resolve("bakeoff"), """
                #!/usr/bin/env bash
                echo "<$*>" >>"$CHECKOUT/asked"
                case $2 in *good.json | *block.json) ;; *) echo "no spec: $2"; exit 2 ;; esac
                """);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        reader = new Reader(checkout, scratch, scratch);
    }

    @Test
    void filesAreWrittenAndCommandsFindThem() throws Exception {
        reader.follow(block("text", "one\n", "file: sub/a.txt"));
        reader.follow(block("sh", "cd sub\n# A comment.\necho two >>a.txt\n"));
        reader.follow(block("", "echo three >>a.txt\n"));

        assertThat(checkout.resolve("sub/a.txt")).hasContent("one\ntwo\nthree");
    }

    @Test
    void aCommandThatFailsIsShownWithWhatItSaid() {
        assertThatThrownBy(() -> reader.follow(block("", "echo before\nls nowhere\necho after\n")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a.md:7 echo before")
                .hasMessageContaining("nowhere")
                .hasMessageNotContaining("after\n");
        assertThatThrownBy(() -> reader.follow(block("", "false | cat\n"))).isInstanceOf(AssertionError.class);
    }

    @Test
    void anExitCodeThatIsPromisedIsKept() {
        assertThatCode(() -> reader.follow(block("", "./bakeoff run bad.json\n", "exit code 2")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> reader.follow(block("", "./bakeoff run good.json\n", "exit code 2")))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whatCantBeRunIsReadWithItsSpecsValidated() throws Exception {
        reader.follow(block("", """
                touch made; for d in 1 2; do
                  X=1 ./bakeoff run experiments/good.json --workers 2 \\
                    --set /d=$d --out runs/$d --offline
                done
                nothing/like/this | grep this
                """, NOT_RUN));

        assertThat(checkout.resolve("made")).doesNotExist();
        assertThat(checkout.resolve("asked"))
                .hasContent("<validate experiments/good.json --set /d=1>\n<validate experiments/good.json --set /d=2>");
    }

    @Test
    void whatCantBeRunIsRefusedForItsSyntaxAndItsSpecs() {
        assertThatThrownBy(() -> reader.follow(block("", "./bakeoff run bad.json; ls\n", NOT_RUN)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no spec: bad.json");
        assertThatThrownBy(() -> reader.follow(block("", "ls 'open\n", NOT_RUN)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aSpecAPieceOfOneAndWhatIsNoneAreDistinguished() throws Exception {
        reader.follow(block("json", "// A comment.\n{\"training\": {\"epochs\": 3},}\n"));
        assertThat(scratch.resolve("block.json")).content().contains("\"epochs\" : 3", "bagofwords", "synthetic");
        reader.follow(block("json", "\"dataset\": {\"plugin\": \"mine\"}\n"));
        assertThat(scratch.resolve("block.json")).content().contains("mine").doesNotContain("synthetic");

        reader.follow(block("json", "{\"name\": 1, ...}\n", NOT_RUN));
        assertThatThrownBy(() -> reader.follow(block("json", "{\"name\": 1, ...}\n")))
                .isInstanceOf(tools.jackson.core.JacksonException.class);
    }

    private static Block block(String language, String text, String... comments) {
        return new Block("a.md", 7, language, text, List.of(comments));
    }
}
