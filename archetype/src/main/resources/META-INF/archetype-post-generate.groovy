import java.nio.file.Files
import java.nio.file.Path

// Keeps what belongs to the kind that was asked for.
Path project = Path.of(request.outputDirectory, request.artifactId)
Files.list(project.resolve(request.properties.getProperty('kind'))).withCloseable { files ->
    files.forEach { file -> Files.move(file, project.resolve(file.fileName)) }
}
for (kind in ['model', 'dataset', 'evaluator']) {
    project.resolve(kind).toFile().deleteDir()
}
