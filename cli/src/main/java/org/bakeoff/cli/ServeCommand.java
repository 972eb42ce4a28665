package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.bakeoff.io.NearestName;
import org.bakeoff.io.Redaction;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.web.PageServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves the local page. */
@Command(
        description = {
            "Shows runs, also those under way, on a page of this machine.",
            "Only this machine can open it, until Ctrl-C."
        })
final class ServeCommand extends Subcommand {

    private static final int LAST_PORT = 65_535;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            converter = Failures.Place.class,
            description = "The folder whose run directories are shown, at up to four levels; links aren't"
                    + " followed. Default: runs.")
    private String folder = "runs";

    @Option(names = "--port", paramLabel = "N", description = "The port. Default: one that is free.")
    private int port;

    @Option(
            names = "--control",
            description = "Adds buttons that interrupt and resume runs. Without it, the page changes nothing.")
    private boolean control;

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    @Override
    boolean run(PrintWriter out) throws IOException {
        if (port < 0 || port > LAST_PORT) {
            throw misuse("--port must be from 0 to " + LAST_PORT + ", found " + port);
        }
        if (isAddress(folder)) {
            throw misuse("DIR must be a folder of this machine, found " + Redaction.value(folder)
                    + ". Runs on HDFS or S3 aren't shown: copy their run directories to a folder, and serve that");
        }
        Path path = Path.of(folder);
        if (!Files.isDirectory(path)) {
            String near = NearestName.beside(path, "", RegularFiles::isFolder)
                    .map(other -> "; did you mean '" + other + "'?")
                    .orElse(".");
            throw misuse((Files.exists(path) ? folder + " is no folder." : "there is no folder " + folder + near)
                    + " DIR is the folder in which run directories are, such as runs; " + Bakeoff.command()
                    + " run makes one");
        }
        try (PageServer server = PageServer.start(
                path,
                port,
                plugins.all(),
                control ? Optional.of(new ProcessControl(plugins.named())) : Optional.empty())) {
            out.println("Open " + server.address());
            out.flush();
            InterruptSignals.to(Thread.currentThread(), () -> {}, "closing the page");
            new CountDownLatch(1).await();
            return true;
        } catch (BindException e) {
            throw misuse("--port " + port + " can't be used: another program has it, or it isn't for everybody. Without"
                    + " --port, a free one is taken");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the page was closed");
        }
    }
}
