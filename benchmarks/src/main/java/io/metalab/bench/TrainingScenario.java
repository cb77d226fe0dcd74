package io.metalab.bench;

import io.dymad.torch.Precision;
import io.dymad.torch.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Steps a second of a small Koopman autoencoder, in turns with PyTorch in Python on as many threads
 * where python3 has it; and the start of the engine.
 *
 * @param name of the scenario
 * @param threads of one operation of PyTorch
 */
record TrainingScenario(String name, int threads) implements Scenario {
  private static final int STEPS = 100;
  private static final int ROUNDS = 7;

  /** Returns the scenarios of one and of two threads. */
  static List<Scenario> all() {
    return List.of(
        new TrainingScenario("training", 1), new TrainingScenario("training-two-threads", 2));
  }

  @Override
  public int repeats() {
    return 1;
  }

  @Override
  public List<String> jvmOptions() {
    return List.of("-Xmx2g", "-Ddymad.torch.threads=" + threads);
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("engine_start_s", Seconds.of(() -> Scope.open(Precision.FLOAT64).close()).wall());
    Optional<PythonPeer> python = PythonPeer.find(directory, "training_peer.py", "torch", threads);
    try {
      for (Precision precision : Precision.values()) {
        for (KoopmanStep.Variant variant : KoopmanStep.Variant.values()) {
          measure(variant, precision, python, figures);
        }
      }
    } finally {
      if (python.isPresent()) {
        python.get().close();
      }
    }
    return figures;
  }

  private static void measure(
      KoopmanStep.Variant variant,
      Precision precision,
      Optional<PythonPeer> python,
      Map<String, Double> figures)
      throws Exception {
    String task = variant.key() + "_" + precision.name().toLowerCase(Locale.ROOT);
    System.err.println("  " + task);
    KoopmanStep ours = new KoopmanStep(variant, precision);
    ours.run(3 * STEPS);
    List<Double> rates = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      rates.add(STEPS / Seconds.of(() -> ours.run(STEPS)).wall());
      if (python.isPresent()) {
        theirs.add(STEPS / python.get().seconds(task).wall());
      }
    }
    figures.put(task + "_steps_per_s", Benchmarks.median(rates));
    if (python.isPresent()) {
      figures.put(task + "_python_steps_per_s", Benchmarks.median(theirs));
      figures.put(task + "_ratio", Benchmarks.median(rates) / Benchmarks.median(theirs));
    }
  }
}
