package org.bakeoff.executor.spark;

import java.io.Serializable;
import java.util.List;

/**
 * Says what trials need on a worker, by the names of files that Spark brings once to every executor.
 *
 * @param main the main class of a trial's process
 * @param javaOptions of its JVM, in addition to those of Bakeoff's launcher
 * @param classPath its jars
 * @param plugins a zip of each plugin folder
 * @param encoded the file of the encoded data
 */
record TaskResources(
        String main, List<String> javaOptions, List<String> classPath, List<String> plugins, String encoded)
        implements Serializable {}
