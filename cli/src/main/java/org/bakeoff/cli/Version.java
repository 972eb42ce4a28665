package org.bakeoff.cli;

import picocli.CommandLine;

/** Returns Bakeoff's version. */
final class Version implements CommandLine.IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Bakeoff.class.getPackage().getImplementationVersion();
        return new String[] {"Bakeoff " + (version == null ? "(built from source)" : version)};
    }
}
