package org.bakeoff.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The repository as somebody has it who has just built it. */
final class Checkout {

    private static final Set<String> MADE_AT_THE_ROOT = Set.of("runs", "plugins", "build");
    private static final Set<String> MADE_ANYWHERE = Set.of("target", "node_modules", "__pycache__");

    /** What a plugin's project is made of. Its commands are those of the project; PluginPageTest does what they say. */
    private static final Path TEMPLATES = Path.of("archetype/src/main/resources/archetype-resources");

    private final Path root;

    /** The repository that this module belongs to. */
    Checkout() {
        this.root = Path.of("").toAbsolutePath().getParent();
    }

    /** Every document but those of templates, from the root, in order. */
    List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        // Not Files.walk: what other modules build at the same time comes and goes.
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return isKept(root.relativize(folder)) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                Path document = root.relativize(file);
                if (file.toString().endsWith(".md") && isKept(document) && !document.startsWith(TEMPLATES)) {
                    documents.add(document);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(documents);
        return documents;
    }

    List<Block> blocks(Path document) throws IOException {
        return Markdown.blocks(document.toString().replace('\\', '/'), Files.readAllLines(root.resolve(document)));
    }

    /** Copies all that is kept, and links the jars that were built. */
    Path copyTo(Path copy) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path relative = root.relativize(folder);
                if (relative.endsWith("target")) {
                    linkJars(folder, copy.resolve(relative));
                    linkJars(folder.resolve("lib"), copy.resolve(relative).resolve("lib"));
                }
                if (!isKept(relative)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(copy.resolve(relative));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, copy.resolve(root.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
        return copy;
    }

    private static boolean isKept(Path relative) {
        return !MADE_AT_THE_ROOT.contains(relative.getName(0).toString())
                && Stream.iterate(0, i -> i + 1)
                        .limit(relative.getNameCount())
                        .map(i -> relative.getName(i).toString())
                        .noneMatch(name -> MADE_ANYWHERE.contains(name) || isHidden(name));
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") && !name.equals(".ci") && !name.equals(".mvn");
    }

    private static void linkJars(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectories(to);
            try (Stream<Path> files = Files.list(from)) {
                for (Path jar :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    Files.createLink(to.resolve(jar.getFileName()), jar);
                }
            }
        }
    }
}
