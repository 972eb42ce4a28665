import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Prints what the jars in some folders hold of other jars, as GROUP:ARTIFACT:VERSION, by the pom.properties that Maven puts into each. */
final class ShadedJars {

    private ShadedJars() {}

    public static void main(String[] folders) throws IOException {
        TreeSet<String> found = new TreeSet<>();
        for (String folder : folders) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    add(jar, found);
                }
            }
        }
        found.forEach(System.out::println);
    }

    private static void add(Path jar, TreeSet<String> found) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> entries = zip.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/.*/pom\\.properties"))
                    .toList();
            for (ZipEntry entry : entries) {
                Properties pom = new Properties();
                try (InputStream in = zip.getInputStream(entry)) {
                    pom.load(in);
                }
                String artifact = pom.getProperty("artifactId");
                String version = pom.getProperty("version");
                if (!jar.getFileName().toString().startsWith(artifact + "-" + version)) {
                    found.add(pom.getProperty("groupId") + ":" + artifact + ":" + version);
                }
            }
        } catch (IOException e) {
            throw new IOException("Can't read " + jar, e);
        }
    }
}
