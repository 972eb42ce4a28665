package org.bakeoff.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTest {

    @Test
    void blocksAreFoundWithTheirPlaceLanguageAndComments() {
        List<Block> blocks = blocks("""
                # A title

                ```
                ./bakeoff --help
                ```
                <!-- not run by tests: downloads 84 MB,
                     each time -->

                ```sh
                ./bakeoff run big.json
                ```
                <!-- not run by tests: belongs to the sentence below -->
                A sentence.

                - a list
                  <!-- file: a/b.txt -->
                  ````text
                  indented
                    more
                  ```
                  ````
                """);

        assertThat(blocks)
                .containsExactly(
                        new Block("a.md", 3, "", "./bakeoff --help\n", List.of()),
                        new Block(
                                "a.md",
                                9,
                                "sh",
                                "./bakeoff run big.json\n",
                                List.of("not run by tests: downloads 84 MB,\neach time")),
                        new Block("a.md", 17, "text", "indented\n  more\n```\n", List.of("file: a/b.txt")));
        assertThat(blocks.get(0).notRun()).isEmpty();
        assertThat(blocks.get(1).title())
                .isEqualTo("a.md:9 ./bakeoff run big.json (not run: downloads 84 MB, each time)");
        assertThat(blocks.get(2).file()).contains("a/b.txt");
    }

    @Test
    void whatIsRunIsKnownByItsLanguage() {
        List<Block> blocks = blocks("```text\nSPEC\n```\n~~~bash\nls\n~~~\n```java\nint i;\n```\n```json\n{}\n```\n");

        assertThat(blocks).extracting(Block::isShell).containsExactly(false, true, false, false);
        assertThat(blocks).extracting(Block::isJson).containsExactly(false, false, false, true);
    }

    @Test
    void ofATranscriptOnlyTheCommandsAreTyped() {
        assertThat(blocks("```console\n$ ls \\\n> -l\ntotal 0\n```\n").get(0).commands())
                .isEqualTo("ls \\\n-l\n");
    }

    @Test
    void aBlockWithoutAnEndOrAReasonIsRefused() {
        assertThatThrownBy(() -> blocks("text\n```\nls\n")).hasMessage("a.md:2: the block is never closed");
        for (String comment :
                List.of("not run by tests", "not run by tests:", "not run by tests: slow", "not run: it is slow")) {
            assertThatThrownBy(() -> blocks("<!-- " + comment + " -->\n```\nls\n```\n"))
                    .hasMessageContaining("a.md:2: '<!-- " + comment + " -->' gives no reason");
        }
    }

    private static List<Block> blocks(String text) {
        return Markdown.blocks("a.md", text.lines().toList());
    }
}
