package io.metalab.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.DoubleSupplier;

/**
 * What some work took.
 *
 * @param wall by the clock
 * @param processor of all threads of the process; it says more on a machine that others use, too
 */
record Seconds(double wall, double processor) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Some work, which may fail. */
  interface Work {
    void run() throws Exception;
  }

  /** Does work of this process. */
  static Seconds of(Work work) throws Exception {
    return of(() -> 0, work);
  }

  /**
   * Does work of this process and a server.
   *
   * @param server tells the seconds of the processor that the server has taken so far
   */
  static Seconds of(DoubleSupplier server, Work work) throws Exception {
    double served = server.getAsDouble();
    long processor = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    return new Seconds(
        (System.nanoTime() - start) / 1e9,
        (SYSTEM.getProcessCpuTime() - processor) / 1e9 + server.getAsDouble() - served);
  }
}
