package org.bakeoff.provider.textcnn;

import java.util.List;
import org.bakeoff.testkit.ModelProviderContract;
import org.bakeoff.toolkit.text.TextEncoding;
import org.bakeoff.toolkit.text.Tokenizer;

/** Convolutions over characters instead of the dataset's token ids. */
class CharacterCnnTest extends ModelProviderContract<TextCnnProvider.Config> {

    @Override
    protected TextCnnProvider plugin() {
        return new TextCnnProvider();
    }

    @Override
    protected TextCnnProvider.Config config() {
        return new TextCnnProvider.Config(
                16, List.of(1, 3), 12, 0.1, new TextEncoding(Tokenizer.Kind.CHARACTERS, null, 80, 60));
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }
}
