package io.metalab.bench;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Nanoseconds of the small steps that a run is made of, by JMH. */
final class MicroScenario implements Scenario {
  @Override
  public String name() {
    return "micro";
  }

  @Override
  public int repeats() {
    return 1;
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    OptionsBuilder options = new OptionsBuilder();
    options
        .include(MicroBenchmarks.class.getName())
        .mode(Mode.AverageTime)
        .forks(1)
        .warmupIterations(3)
        .measurementIterations(5)
        .warmupTime(TimeValue.seconds(1))
        .measurementTime(TimeValue.seconds(1))
        .jvmArgs("-Xmx1g")
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
    Map<String, Double> figures = new LinkedHashMap<>();
    for (RunResult result : new Runner(options.build()).run()) {
      String benchmark = result.getPrimaryResult().getLabel();
      figures.put(benchmark + "_ns", result.getPrimaryResult().getScore());
    }
    return figures;
  }
}
