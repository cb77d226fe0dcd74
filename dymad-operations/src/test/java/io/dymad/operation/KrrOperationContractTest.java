package io.dymad.operation;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.testkit.OperationContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class KrrOperationContractTest extends OperationContract {
  @TempDir static Path data;

  @Override
  protected Operation operation() {
    return new KrrOperation();
  }

  @Override
  protected List<Params> samples() {
    Params oscillations =
        Params.of("dataset", TestData.oscillations(data, 3, 20), "delay", 1L, "width", 2.0);
    Params controlled = Params.of("dataset", TestData.controlled(data, 24), "width", 1.0);
    return Stream.of(
            oscillations,
            oscillations.with("kernel", "dm").with("model", "dkm").with("width", null),
            controlled.with("model", "km").with("kernel", "exp").with("ridge", 1e-3),
            controlled.with("kernel", "polynomial").with("held_out", 0.0),
            Params.of("dataset", TestData.ring(data, 60), "model", "kmm", "width", 1.0))
        .map(params -> OperationRun.complete(new KrrOperation(), params))
        .toList();
  }
}
