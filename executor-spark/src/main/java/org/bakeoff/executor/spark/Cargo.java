package org.bakeoff.executor.spark;

import java.io.Serializable;
import java.util.List;

/**
 * What every trial needs on a worker; Spark ships the files, each once to every executor, where a file is known by its name.
 *
 * @param main the main class of a trial's process
 * @param javaOptions of its JVM, besides those that Bakeoff's launcher has
 * @param classPath its jars
 * @param plugins a zip of each plugin folder
 * @param encoded the file of the encoded data
 */
record Cargo(String main, List<String> javaOptions, List<String> classPath, List<String> plugins, String encoded)
        implements Serializable {}
