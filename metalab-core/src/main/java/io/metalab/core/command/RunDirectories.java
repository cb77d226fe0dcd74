package io.metalab.core.command;

import static java.util.Objects.requireNonNull;

import io.metalab.api.Capture;
import io.metalab.api.Capture.LogLevel;
import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.FrozenContext;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRuntime;
import io.metalab.api.SeedBundle;
import io.metalab.capture.RunLog;
import io.metalab.core.params.ParamSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes directories of runs that programs made by themselves as runs of an experiment: the lines of
 * their logs as log, {@code metric {json}} in these as metrics and series, all files as artifacts.
 * What the params do not say, such as files that were added since, makes no other run.
 */
public final class RunDirectories implements Operation {
  private static final OperationSpec SPEC =
      new OperationSpec(
          "import",
          "1",
          "Takes the directory of a run that a program made by itself.",
          true,
          List.of(),
          Map.of(),
          Map.of());
  private static final Pattern LEVEL = Pattern.compile("[^|]*\\| ([A-Z]+) +\\|.*");

  private final Map<String, RunDirectory> byName;

  private RunDirectories(Map<String, RunDirectory> byName) {
    this.byName = byName;
  }

  /**
   * Returns the experiment whose runs are directories, in this order.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if two have one name
   */
  public static Experiment experiment(String name, String version, List<RunDirectory> directories) {
    Map<String, RunDirectory> byName = new LinkedHashMap<>();
    for (RunDirectory directory : directories) {
      RunDirectory other = byName.putIfAbsent(directory.name(), directory);
      if (other != null) {
        throw new MetalabException(
            ErrorCode.INVALID_VALUE,
            "%s and %s have one name, and so would be one run."
                .formatted(other.path(), directory.path()));
      }
    }
    return Experiment.of(name, version)
        .operation(SPEC, new RunDirectories(byName))
        .params(ParamSources.list(directories.stream().map(RunDirectory::params).toList()))
        .build();
  }

  @Override
  public RunRecord run(
      FrozenContext context, Params params, SeedBundle seeds, RunRuntime runtime, Capture capture)
      throws IOException {
    String name = params.getString("run");
    RunDirectory directory = requireNonNull(byName.get(name), name);
    Remarks remarks = new Remarks(capture);
    MetricLines metrics = new MetricLines(capture, remarks);
    for (Path log : directory.logs()) {
      String source = String.valueOf(log.getFileName()).replaceFirst("\\.log$", "");
      try (Stream<String> lines = Files.lines(log)) {
        for (String line : (Iterable<String>) lines::iterator) {
          RunLog.current().ifPresent(kept -> kept.append(level(line), source, line, null));
          metrics.take(line);
        }
      }
    }
    directory.files().forEach(capture::file);
    remarks.finish();
    return RunRecord.success().toBuilder()
        .provenance(new Provenance(Map.of("imported_from", directory.path().toString())))
        .build();
  }

  private static LogLevel level(String line) {
    Matcher matcher = LEVEL.matcher(line);
    String level = matcher.matches() ? matcher.group(1) : "";
    return switch (level) {
      case "DEBUG", "TRACE" -> LogLevel.DEBUG;
      case "WARN", "WARNING" -> LogLevel.WARN;
      case "ERROR", "SEVERE", "CRITICAL" -> LogLevel.ERROR;
      default -> LogLevel.INFO;
    };
  }
}
