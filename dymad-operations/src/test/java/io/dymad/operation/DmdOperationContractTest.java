package io.dymad.operation;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.testkit.OperationContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class DmdOperationContractTest extends OperationContract {
  @TempDir static Path data;

  @Override
  protected Operation operation() {
    return new DmdOperation();
  }

  @Override
  protected List<Params> samples() {
    List<Params> samples = new ArrayList<>();
    Params one =
        Params.of("dataset", TestData.oscillations(data, 1, 80), "rank_rule", "fixed", "rank", 4L);
    for (DmdMethod method : DmdMethod.values()) {
      Params params = one.with("method", method.wireName());
      samples.add(
          switch (method) {
            case HAVOK -> params.with("states", List.of(0L)).with("delay", 9L);
            case CONTROL -> params.with("dataset", TestData.controlled(data, 40)).with("rank", 2L);
            case MULTIRESOLUTION -> params.with("rank_rule", "at_most");
            default -> params;
          });
    }
    samples.add(
        Params.of(
            "dataset",
            TestData.resource("/real/nino12_monthly.csv"),
            "states",
            List.of("sst_celsius"),
            "remove_mean",
            true,
            "delay",
            24L,
            "rank_rule",
            "energy",
            "energy",
            0.99));
    return samples.stream()
        .map(params -> OperationRun.complete(new DmdOperation(), params))
        .toList();
  }
}
