package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Capture;
import io.metalab.api.ContextSpec;
import io.metalab.api.DescribedOperation;
import io.metalab.api.FileValue;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperationContractTest extends OperationContract {
  @Override
  protected Operation operation() {
    return new Noisy();
  }

  @Override
  protected List<Params> samples() {
    return List.of(Params.of("scale", 1), Params.of("scale", 2.5));
  }

  /** An operation that keeps the contract. */
  public static final class Noisy implements DescribedOperation {
    @Override
    public OperationSpec spec() {
      return OperationSpec.of("testkit.noisy")
          .parameter(ParameterSpec.of("scale", ParameterType.NUMBER))
          .metric("value", "The number drawn.")
          .artifact("values.csv", "All numbers drawn.")
          .build();
    }

    @Override
    public @Nullable RunRecord run(
        FrozenContext context,
        Params params,
        SeedBundle seeds,
        RunRuntime runtime,
        Capture capture) {
      double value = params.getDouble("scale") * seeds.random().nextGaussian();
      capture.metric("value", value);
      capture.artifact("values.csv", new double[] {value});
      return null;
    }
  }

  private OperationContract contract(Operation operation) {
    return contract(operation, Params.of("scale", 1));
  }

  private OperationContract contract(Operation operation, Params sample) {
    OperationContract contract =
        new OperationContract() {
          @Override
          protected Operation operation() {
            return operation;
          }

          @Override
          protected List<Params> samples() {
            return List.of(sample);
          }
        };
    contract.directory = directory;
    return contract;
  }

  @Test
  void findsHiddenState() {
    AtomicLong calls = new AtomicLong();
    OperationContract broken =
        contract(
            (context, params, seeds, runtime, capture) -> {
              capture.metric("value", calls.incrementAndGet());
              return null;
            });
    assertThatThrownBy(broken::givesEqualResultsForEqualArguments)
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(broken::givesEqualResultsInAnyOrder).isInstanceOf(AssertionError.class);
  }

  /** Adds up to ten numbers and saves after each which it was and, if told so, the sum. */
  private OperationContract adding(boolean savesTheSum) {
    return contract(
        (context, params, seeds, runtime, capture) -> {
          byte[] state = runtime.savedState("sum").orElse(new byte[2]);
          int sum = state[1];
          for (int i = state[0] + 1; i <= 10; i++) {
            sum += i;
            runtime.saveState("sum", new byte[] {(byte) i, (byte) (savesTheSum ? sum : 0)});
          }
          capture.metric("sum", sum);
          return null;
        });
  }

  @Test
  void findsAnOperationThatForgetsSomethingWhenItContinues() throws Exception {
    adding(true).comesToTheSameWhereverALaterAttemptContinues();
    assertThatThrownBy(adding(false)::comesToTheSameWhereverALaterAttemptContinues)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("continued after save 1 of 10");
  }

  @Test
  void findsHiddenStateOfArtifacts() {
    AtomicLong calls = new AtomicLong();
    OperationContract broken =
        contract(
            (context, params, seeds, runtime, capture) -> {
              capture.artifact("a", List.of(calls.incrementAndGet()));
              return null;
            });
    assertThatThrownBy(broken::givesEqualResultsForEqualArguments)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void findsAnOperationThatWritesToItsParams() {
    OperationContract broken =
        contract(
            (context, params, seeds, runtime, capture) -> {
              params.asMap().put("scale", 2L);
              return null;
            });
    assertThatThrownBy(broken::leavesItsArgumentsAsTheyAre)
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void findsAnOperationThatWritesToItsInputFile() throws IOException {
    Path input = Files.writeString(directory.resolve("input.csv"), "1\n");
    OperationContract broken =
        contract(
            (context, params, seeds, runtime, capture) -> {
              Files.writeString(params.getPath("data"), "2\n", StandardOpenOption.APPEND);
              return null;
            },
            Params.of("data", FileValue.of(input.toString())));
    assertThatThrownBy(broken::leavesItsArgumentsAsTheyAre).hasMessageContaining("input files");
  }

  @Test
  void findsAContextThatNoOtherProcessCanBuild() {
    Operation operation =
        (context, params, seeds, runtime, capture) -> {
          capture.metric("value", context.loaded("table", String.class).length());
          return null;
        };
    FrozenContext byHand = FrozenContext.of(ContextSpec.empty()).withLoaded("table", "1,2");
    OperationContract broken =
        new OperationContract() {
          @Override
          protected Operation operation() {
            return operation;
          }

          @Override
          protected List<Params> samples() {
            return List.of(Params.empty());
          }

          @Override
          protected FrozenContext context() {
            return byHand;
          }
        };
    broken.directory = directory;
    assertThatThrownBy(broken::givesEqualResultsFromWhatTravelsToAnotherProcess)
        .isInstanceOf(AssertionError.class)
        .cause()
        .hasMessage("The context holds no String 'table'. Its loaded objects are [].");
  }

  @Test
  void findsAnOperationThatKnowsItsParamsByTheObjectsThatTheyAre() {
    String adam = "adam";
    OperationContract broken =
        contract(
            (context, params, seeds, runtime, capture) -> {
              capture.metric("same", params.get("optimizer") == adam);
              return null;
            },
            Params.of("optimizer", adam));
    assertThatThrownBy(broken::givesEqualResultsFromWhatTravelsToAnotherProcess)
        .hasMessageContaining("the params read from text");
  }

  @Test
  void findsAnOperationThatNoOtherProcessCanLoad() {
    OperationContract broken = contract((context, params, seeds, runtime, capture) -> null);
    assertThatThrownBy(broken::canBeLoadedByNameInAnotherProcess)
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void findsAMetricThatIsNotCaptured() {
    OperationContract broken =
        contract(
            new DescribedOperation() {
              @Override
              public OperationSpec spec() {
                return new Noisy().spec();
              }

              @Override
              public @Nullable RunRecord run(
                  FrozenContext context,
                  Params params,
                  SeedBundle seeds,
                  RunRuntime runtime,
                  Capture capture) {
                return null;
              }
            });
    assertThatThrownBy(broken::capturesWhatItDescribes).isInstanceOf(AssertionError.class);
  }
}
