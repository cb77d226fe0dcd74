package io.metalab.testkit.crash;

import io.metalab.api.SeedBundle;
import io.metalab.testkit.fault.Fault;
import io.metalab.testkit.fault.FaultPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One run of the workload and what happens to it.
 *
 * @param seeds what the workload does
 * @param threads how many threads do it
 * @param operation the number of the operation that fails
 * @param scenario how it fails
 */
record CrashCase(SeedBundle seeds, int threads, long operation, Scenario scenario) {
  /** Kinds of failure. */
  enum Scenario {
    KILL_BEFORE(Fault.CRASH_BEFORE, false),
    KILL_AFTER(Fault.CRASH_AFTER, false),
    KILL_WITHIN(Fault.CRASH_TORN, false),
    POWER_CUT(Fault.CRASH_AFTER, true),
    IO_ERROR(Fault.IO_ERROR, false),
    IO_ERROR_THEN_POWER_CUT(Fault.IO_ERROR, true),
    FULL_DISK(Fault.NO_SPACE, false),
    SHORT_WRITE(Fault.SHORT_WRITE, false),
    TORN_WRITE(Fault.TORN_WRITE, false),
    TORN_WRITE_THEN_POWER_CUT(Fault.TORN_WRITE, true);

    private final Fault fault;
    private final boolean powerCut;

    Scenario(Fault fault, boolean powerCut) {
      this.fault = fault;
      this.powerCut = powerCut;
    }
  }

  private static final List<Scenario> SAMPLED =
      List.of(
          Scenario.POWER_CUT,
          Scenario.KILL_WITHIN,
          Scenario.IO_ERROR,
          Scenario.POWER_CUT,
          Scenario.IO_ERROR_THEN_POWER_CUT,
          Scenario.FULL_DISK,
          Scenario.SHORT_WRITE,
          Scenario.POWER_CUT,
          Scenario.TORN_WRITE,
          Scenario.TORN_WRITE_THEN_POWER_CUT);

  /**
   * Returns the cases of one workload of this many operations: a kill before and after each
   * operation, and as many of the other scenarios at random operations.
   */
  static List<CrashCase> all(SeedBundle seeds, int threads, long operations) {
    RandomGenerator random = seeds.stream("cases");
    List<CrashCase> cases = new ArrayList<>();
    for (long k = 0; k < operations; k++) {
      cases.add(new CrashCase(seeds, threads, k, Scenario.KILL_BEFORE));
      cases.add(new CrashCase(seeds, threads, k, Scenario.KILL_AFTER));
      for (int i = 0; i < 2; i++) {
        Scenario scenario = SAMPLED.get((int) ((2 * k + i) % SAMPLED.size()));
        cases.add(new CrashCase(seeds, threads, random.nextLong(operations), scenario));
      }
    }
    return cases;
  }

  FaultPlan plan() {
    return scenario == Scenario.FULL_DISK
        ? FaultPlan.from(operation, scenario.fault)
        : FaultPlan.at(operation, scenario.fault);
  }

  boolean cutsPower() {
    return scenario.powerCut;
  }
}
