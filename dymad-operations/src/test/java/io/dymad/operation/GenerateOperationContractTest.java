package io.dymad.operation;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.testkit.OperationContract;
import java.util.List;
import java.util.stream.Stream;

class GenerateOperationContractTest extends OperationContract {
  @Override
  protected Operation operation() {
    return new GenerateOperation();
  }

  @Override
  protected List<Params> samples() {
    Params small = Params.of("trajectories", 2L, "samples", 6L);
    return Stream.of(
            small.with("system", "pendulum").with("lengths", List.of(0.5, 2L)),
            small
                .with("system", "kuramoto")
                .with("frequencies", List.of(1L, 2L))
                .with("coupling", List.of(List.of(0L, 1L), List.of(1L, 0L))),
            small.with("system", "lorenz").with("start", "gaussian").with("dropped", 2L),
            small
                .with("system", "van_der_pol")
                .with("start", "grid")
                .with("counts", List.of(2L, 1L)),
            small
                .with("system", "duffing")
                .with("start", "near")
                .with("points", List.of(List.of(1L, 0L))))
        .map(params -> OperationRun.complete(new GenerateOperation(), params))
        .toList();
  }
}
