package org.bakeoff.io;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/** Escapes what a terminal would obey, beyond what JSON itself escapes: the same JSON, that may be printed. */
final class TerminalSafeEscapes extends CharacterEscapes {

    private static final int DELETE = 0x7F;

    private final int[] ascii = standardAsciiEscapesForJSON();

    TerminalSafeEscapes() {
        ascii[DELETE] = ESCAPE_CUSTOM;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ascii.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return TerminalText.isControl(character) ? new SerializedString(String.format("\\u%04x", character)) : null;
    }
}
