package org.bakeoff.cli;

import picocli.CommandLine;

/** Says which version this is. */
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Bakeoff.class.getPackage().getImplementationVersion();
        return new String[] {"Bakeoff " + (version == null ? "(built from source)" : version)};
    }
}
