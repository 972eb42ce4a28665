package org.bakeoff.toolkit.text;

import java.util.regex.Pattern;

/** Lists what labels and ids of rows are checked for. */
final class RowPatterns {

    private static final String BLANK = "[\\p{Z}\\s\\u001C-\\u001F\\u0085\\u180E\\u200B-\\u200F\\u2060\\uFEFF]";

    /** What can't be seen around a label; it looks at no blank twice, however many stand within a label. */
    static final Pattern AROUND = Pattern.compile("^" + BLANK + "++|(?<!" + BLANK + ")" + BLANK + "++$");

    /** What a spreadsheet would compute: any =, and a call, a program or another file after a sign. */
    static final Pattern FORMULA = Pattern.compile("[=\\uFF1D].*|[-+@\\uFF0B\\uFF0D\\uFF20].*[(|!].*", Pattern.DOTALL);

    private RowPatterns() {}
}
