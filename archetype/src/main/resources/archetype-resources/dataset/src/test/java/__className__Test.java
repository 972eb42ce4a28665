package ${package};

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bakeoff.testkit.DatasetContract;
import org.junit.jupiter.api.io.TempDir;

class ${className}Test extends DatasetContract<${className}.Config> {

    @TempDir
    private Path folder;

    @Override
    protected ${className} plugin() {
        return new ${className}();
    }

    @Override
    protected ${className}.Config config() throws IOException {
        Path file = folder.resolve("texts.tsv");
        Files.writeString(file, "good\tfine tea\nbad\tcold tea\ngood\ta walk\nbad\train, rain, rain\ngood\tsun\n");
        return new ${className}.Config(file.toString(), 3);
    }
}
