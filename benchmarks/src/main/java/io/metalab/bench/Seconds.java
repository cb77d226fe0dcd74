package io.metalab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What some work took.
 *
 * @param wall by the clock
 * @param processor of all threads of the process; it says more on a machine that others use, too
 */
record Seconds(double wall, double processor) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Does work of this process. */
  static Seconds of(Runnable work) {
    long processor = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    return new Seconds(
        (System.nanoTime() - start) / 1e9, (SYSTEM.getProcessCpuTime() - processor) / 1e9);
  }
}
