package io.dymad.operation;

import io.metalab.api.DirValue;
import io.metalab.api.FileValue;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.testkit.OperationContract;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class EvaluateOperationContractTest extends OperationContract {
  @TempDir static Path data;

  private static Params curves = Params.empty();

  @BeforeAll
  static void train() {
    FileValue dataset = TestData.koopman2d(data);
    DirValue checkpoint = Trained.checkpoint(Trained.linear(dataset, "LTI").with("scale", "std"));
    curves = Params.of("checkpoint", checkpoint, "dataset", dataset);
  }

  @Override
  protected Operation operation() {
    return new EvaluateOperation();
  }

  @Override
  protected List<Params> samples() {
    return Stream.of(curves, curves.with("part", "all").with("horizon", 5L))
        .map(params -> OperationRun.complete(new EvaluateOperation(), params))
        .toList();
  }
}
