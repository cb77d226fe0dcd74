package com.example.birthdays;

import io.metalab.api.Capture;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FrozenContext;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Draws groups of people and counts those in which two share a birthday. */
public final class SharedBirthday implements DescribedOperation {
  private static final int DAYS = 365;
  private static final OperationSpec SPEC =
      OperationSpec.of("shared_birthday")
          .doc("Estimates the chance that two people of a group share a birthday.")
          .parameter(
              ParameterSpec.of("people", ParameterType.INTEGER).range(1, 365).doc("Group size."))
          .parameter(
              ParameterSpec.of("groups", ParameterType.INTEGER)
                  .range(1, 1_000_000)
                  .defaultValue(10_000)
                  .doc("Groups drawn."))
          .metric("chance", "Share of the groups in which two people share a birthday.")
          .build();

  @Override
  public OperationSpec spec() {
    return SPEC;
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture) {
    RandomGenerator random = seeds.random();
    int people = params.getInt("people");
    int groups = params.getInt("groups");
    int shared = 0;
    for (int group = 0; group < groups; group++) {
      runtime.cancellation().throwIfCancelled();
      if (twoShareOne(people, random)) {
        shared++;
      }
    }
    capture.metric("chance", (double) shared / groups);
    return RunRecord.success();
  }

  private static boolean twoShareOne(int people, RandomGenerator random) {
    BitSet seen = new BitSet(DAYS);
    for (int person = 0; person < people; person++) {
      int day = random.nextInt(DAYS);
      if (seen.get(day)) {
        return true;
      }
      seen.set(day);
    }
    return false;
  }
}
