/** Trials on a real cluster: a master and workers as processes of this machine, from Spark's jars. */
package org.bakeoff.executor.spark;
