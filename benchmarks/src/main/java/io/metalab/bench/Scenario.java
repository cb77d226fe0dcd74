package io.metalab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Something that is measured in a JVM of its own. */
interface Scenario {
  /** Returns the name by which it is chosen. */
  String name();

  /** Returns how many fresh JVMs measure it; figures are medians over them. */
  default int repeats() {
    return 3;
  }

  /** Returns the options of its JVMs. */
  default List<String> jvmOptions() {
    return List.of("-Xmx2g");
  }

  /** Prepares what is not measured, once, in a JVM of its own. */
  default void prepare(Path directory) throws Exception {}

  /**
   * Measures once.
   *
   * @param directory what {@link #prepare} has left there, shared by all repeats
   * @return numbers by name, in order
   */
  Map<String, Double> measure(Path directory) throws Exception;

  /** Returns the processor time that this JVM has taken so far, in nanoseconds. */
  static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
