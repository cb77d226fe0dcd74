package io.metalab.bench;

import io.dymad.numerics.Blas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Linear algebra, decompositions and pseudospectra, in turns with numpy on as many threads:
 * medians, and ratios of the least seconds of both, by the clock and of the processor.
 */
final class DymadScenario implements Scenario {
  private static final int ROUNDS = 15;
  private static final int SLOW_ROUNDS = 2;
  private static final long WARM_UP_NANOS = 2_000_000_000L;

  @Override
  public String name() {
    return "dymad";
  }

  @Override
  public int repeats() {
    return 1;
  }

  @Override
  public List<String> jvmOptions() {
    return List.of("-Xmx6g");
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("threads", (double) Blas.threads());
    Optional<PythonPeer> numpy =
        PythonPeer.find(directory, "dymad_peer.py", "numpy", Blas.threads());
    try {
      for (DymadTask task : DymadTask.values()) {
        measure(task, numpy, figures);
      }
    } finally {
      if (numpy.isPresent()) {
        numpy.get().close();
      }
    }
    return figures;
  }

  private static void measure(
      DymadTask task, Optional<PythonPeer> numpy, Map<String, Double> figures) throws Exception {
    System.err.println("  " + task.key());
    DymadTask.Work work = task.prepare();
    warmUp(work);
    List<Seconds> ours = new ArrayList<>();
    List<Seconds> theirs = new ArrayList<>();
    for (int round = 0; round < (task.slow() ? SLOW_ROUNDS : ROUNDS); round++) {
      ours.add(Seconds.of(work::run));
      if (numpy.isPresent()) {
        theirs.add(numpy.get().seconds(task.key()));
      }
    }
    add(task.key(), ours, figures);
    if (numpy.isPresent()) {
      add(task.key() + "_numpy", theirs, figures);
      figures.put(task.key() + "_ratio", least(ours, false) / least(theirs, false));
      figures.put(task.key() + "_processor_ratio", least(ours, true) / least(theirs, true));
    }
  }

  /** Does work until the compiler of the JVM has seen enough of it; numpy has nothing to warm. */
  private static void warmUp(DymadTask.Work work) {
    long start = System.nanoTime();
    do {
      work.run();
    } while (System.nanoTime() - start < WARM_UP_NANOS);
  }

  private static void add(String name, List<Seconds> all, Map<String, Double> figures) {
    figures.put(name + "_s", median(all, false));
    figures.put(name + "_processor_s", median(all, true));
  }

  private static double median(List<Seconds> all, boolean processor) {
    return sorted(all, processor)[all.size() / 2];
  }

  private static double least(List<Seconds> all, boolean processor) {
    return sorted(all, processor)[0];
  }

  private static double[] sorted(List<Seconds> all, boolean processor) {
    return all.stream()
        .mapToDouble(seconds -> processor ? seconds.processor() : seconds.wall())
        .sorted()
        .toArray();
  }
}
