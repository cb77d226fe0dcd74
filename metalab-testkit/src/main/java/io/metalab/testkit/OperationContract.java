package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.metalab.api.CancellationSource;
import io.metalab.api.CancellationToken;
import io.metalab.api.ContextSpec;
import io.metalab.api.DescribedOperation;
import io.metalab.api.ErrorCode;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Operation} does that gives what it says: its results depend on its arguments
 * alone, and it leaves those as they are.
 */
public abstract class OperationContract {
  private static final SeedBundle SEEDS = SeedBundle.of(20260104, 0);

  @TempDir Path directory;

  /** Returns a new operation at each call. */
  protected abstract Operation operation();

  /** Returns params that it takes, with every value resolved. */
  protected abstract List<Params> samples();

  /** Returns the context of the samples; an empty one unless overridden. */
  protected FrozenContext context() throws Exception {
    return FrozenContext.of(ContextSpec.empty());
  }

  /** What a run left. */
  private record Outcome(
      Map<String, Object> metrics,
      Map<String, List<String>> series,
      Map<String, String> artifacts,
      boolean failed) {}

  private Outcome run(Operation operation, Params params, SeedBundle seeds) throws Exception {
    return run(operation, context(), params, seeds);
  }

  private Outcome run(Operation operation, FrozenContext context, Params params, SeedBundle seeds)
      throws Exception {
    OperationAttempt first = new OperationAttempt(directory, CancellationToken.NONE);
    return run(operation, context, params, seeds, first);
  }

  private static Outcome run(
      Operation operation,
      FrozenContext context,
      Params params,
      SeedBundle seeds,
      OperationAttempt attempt)
      throws Exception {
    RecordingCapture capture = new RecordingCapture();
    RunRecord draft = operation.run(context, params, seeds, attempt, capture);
    boolean failed = draft != null && draft.findError().isPresent();
    Map<String, Object> metrics = new LinkedHashMap<>(capture.metrics());
    if (draft != null) {
      metrics.putAll(draft.metrics());
    }
    return new Outcome(metrics, capture.series(), capture.artifacts(), failed);
  }

  @Test
  void succeedsOnItsSamples() throws Exception {
    assertThat(samples()).isNotEmpty();
    for (Params params : samples()) {
      assertThat(run(operation(), params, SEEDS).failed()).as("%s", params).isFalse();
    }
  }

  @Test
  void givesEqualResultsForEqualArguments() throws Exception {
    Operation operation = operation();
    for (Params params : samples()) {
      Outcome first = run(operation, params, SEEDS);
      assertThat(run(operation, params, SEEDS)).as("again").isEqualTo(first);
      assertThat(run(operation(), params, SEEDS)).as("a new operation").isEqualTo(first);
    }
  }

  @Test
  void givesEqualResultsInAnyOrder() throws Exception {
    List<Outcome> expected = new ArrayList<>();
    for (Params params : samples()) {
      expected.add(run(operation(), params, SEEDS));
    }
    Operation shared = operation();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      order.add(i);
      order.add(i);
    }
    Collections.shuffle(order, new Random(1));
    for (int i : order) {
      assertThat(run(shared, samples().get(i), SEEDS)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void givesEqualResultsOnManyThreads() throws Exception {
    List<Params> samples = samples();
    List<Outcome> expected = new ArrayList<>();
    for (Params params : samples) {
      expected.add(run(operation(), params, SEEDS));
    }
    Operation shared = operation();
    Parallel.run(
        4,
        thread -> {
          for (int i = 0; i < samples.size(); i++) {
            int index = (i + thread) % samples.size();
            try {
              assertThat(run(shared, samples.get(index), SEEDS)).isEqualTo(expected.get(index));
            } catch (Exception e) {
              throw new AssertionError("It fails when it shares its operation.", e);
            }
          }
        });
  }

  /** The first, the middle and the last of what it saves; series start where an attempt starts. */
  @Test
  void comesToTheSameWhereverALaterAttemptContinues() throws Exception {
    int continued = 0;
    for (Params params : samples()) {
      OperationAttempt whole = new OperationAttempt(directory, CancellationToken.NONE);
      Outcome expected = run(operation(), context(), params, SEEDS, whole);
      List<Map<String, byte[]>> saves = whole.saves();
      for (int k : new TreeSet<>(List.of(0, saves.size() / 2, saves.size() - 1))) {
        if (k < 0 || k >= saves.size()) {
          continue;
        }
        OperationAttempt later = OperationAttempt.continuing(directory, saves.get(k));
        Outcome outcome = run(operation(), context(), params, SEEDS, later);
        String where = "continued after save %d of %d".formatted(k + 1, saves.size());
        assertThat(outcome.metrics()).as(where).isEqualTo(expected.metrics());
        assertThat(outcome.artifacts()).as(where).isEqualTo(expected.artifacts());
        assertThat(outcome.failed()).as(where).isEqualTo(expected.failed());
        continued++;
      }
    }
    assumeThat(continued).as("states that the operation saved").isPositive();
  }

  @Test
  void leavesItsArgumentsAsTheyAre() throws Exception {
    for (Params params : samples()) {
      Params before = Params.copyOf(params.asMap());
      FrozenContext context = context();
      Params values = Params.copyOf(context.values().asMap());
      Map<Path, ByteBuffer> files = InputFiles.read(params, values);
      operation()
          .run(
              context,
              params,
              SEEDS,
              new OperationAttempt(directory, CancellationToken.NONE),
              new RecordingCapture());
      assertThat(params).isEqualTo(before);
      assertThat(context.values()).isEqualTo(values);
      assertThat(InputFiles.read(params, values)).as("input files").isEqualTo(files);
    }
  }

  @Test
  void endsWhenItIsCancelled() throws Exception {
    CancellationSource source = new CancellationSource();
    source.cancel("not wanted");
    for (Params params : samples()) {
      Throwable failure =
          catchThrowable(
              () ->
                  operation()
                      .run(
                          context(),
                          params,
                          SEEDS,
                          new OperationAttempt(directory, source.token()),
                          new RecordingCapture()));
      if (failure != null) {
        assertThat(failure)
            .isInstanceOfSatisfying(
                MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
      }
    }
  }

  @Test
  void canBeLoadedByNameInAnotherProcess() throws Exception {
    Class<?> type = operation().getClass();
    assertThat(type.isHidden() || type.isAnonymousClass() || type.isLocalClass())
        .as("%s has a name that another process can load", type)
        .isFalse();
    assertThat(Modifier.isPublic(type.getModifiers())).as("%s is public", type).isTrue();
    assertThat(type.getConstructor().newInstance()).isInstanceOf(Operation.class);
  }

  @Test
  void givesEqualResultsFromWhatTravelsToAnotherProcess() throws Exception {
    for (Params params : samples()) {
      Outcome here = run(operation(), params, SEEDS);
      Operation there = operation();
      FrozenContext context;
      try {
        context = Travelled.context(context().spec(), there);
      } catch (Exception e) {
        throw new AssertionError("Another process cannot build the context from its spec.", e);
      }
      Outcome travelled;
      try {
        travelled = run(there, context, Travelled.params(params), SEEDS);
      } catch (Exception e) {
        throw new AssertionError(
            "With the context built from its spec, and the params read from text, it fails.", e);
      }
      assertThat(travelled)
          .as("with the context built from its spec, and the params read from text")
          .isEqualTo(here);
    }
  }

  @Test
  void takesTheParamsThatItDescribes() {
    OperationSpec spec = described().spec();
    assertThat(spec).isEqualTo(described().spec());
    for (Params params : samples()) {
      for (ParameterSpec parameter : spec.parameters()) {
        assertThat(params.has(parameter.name()) || !parameter.required())
            .as("the required parameter %s in %s", parameter.name(), params)
            .isTrue();
      }
      if (!spec.open()) {
        assertThat(params.names())
            .as("described parameters")
            .isSubsetOf(spec.parameters().stream().map(ParameterSpec::name).toList());
      }
    }
  }

  @Test
  void capturesWhatItDescribes() throws Exception {
    OperationSpec spec = described().spec();
    for (Params params : samples()) {
      Outcome outcome = run(operation(), params, SEEDS);
      if (!spec.metrics().isEmpty()) {
        List<String> captured = new ArrayList<>(outcome.metrics().keySet());
        captured.addAll(outcome.series().keySet());
        assertThat(captured).containsAll(spec.metrics().keySet());
        assertThat(spec.metrics().keySet()).containsAll(captured);
      }
      // A described name may be that of a directory of artifacts.
      assertThat(spec.artifacts().keySet())
          .allMatch(
              name ->
                  outcome.artifacts().keySet().stream()
                      .anyMatch(one -> one.equals(name) || one.startsWith(name + "/")),
              "captured");
    }
  }

  private DescribedOperation described() {
    Operation operation = operation();
    assumeThat(operation).isInstanceOf(DescribedOperation.class);
    return (DescribedOperation) operation;
  }
}
