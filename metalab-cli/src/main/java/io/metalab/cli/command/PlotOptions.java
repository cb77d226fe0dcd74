package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.capture.plot.FigureFormat;
import io.metalab.capture.plot.Figures;
import io.metalab.capture.plot.Scale;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.RunRefs;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.chart.Chart;
import io.metalab.core.chart.ChartOptions;
import io.metalab.core.chart.SweepScales;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.study.StudyManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all plots ask for: of what, from which runs, to which file. */
final class PlotOptions {
  private static final Pattern RUN = Pattern.compile("[0-9a-f]{4,64}|.*@(last|best|failed)");

  @Parameters(
      arity = "1",
      paramLabel = "STUDY|RUN",
      description = "Name or name:version of a study; or first digits of a run's id, or @last.")
  String subject = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "A .svg, .png or .webp file; its numbers go to a .data.csv file beside it.")
  @Nullable String output;

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description = "Draw the runs for which this holds.")
  List<String> where = List.of();

  @Option(
      names = "--x-scale",
      paramLabel = "SCALE",
      description = "linear or log; chosen by sweep and data unless given.")
  @Nullable Scale xScale;

  @Option(
      names = "--y-scale",
      paramLabel = "SCALE",
      description = "linear or log; chosen by sweep and data unless given.")
  @Nullable Scale yScale;

  /** The runs to draw, and what they are runs of. */
  record Subject(Store store, String study, Optional<RunRecord> run, FrameQuery runs) {
    /** Returns the title of a picture of something. */
    String title(String what) {
      return run.map(record -> "run " + record.runId().shortHex()).orElse(study) + ": " + what;
    }
  }

  /**
   * Finds what is to be drawn.
   *
   * @throws CliException with {@code NOT_FOUND} if it is neither a study nor a run
   */
  Subject subject(CliContext context) {
    Store store = context.readStore();
    boolean isRun = RUN.matcher(subject).matches() && !isStudy(store, subject);
    Optional<RunRecord> run =
        isRun ? Optional.of(new RunRefs(store).find(subject)) : Optional.empty();
    String study = run.map(RunRecord::experimentId).orElseGet(() -> Studies.find(store, subject));
    FrameQuery runs = StudyFrame.of(store, study).all();
    if (run.isPresent()) {
      runs = runs.where("record.id == '%s'".formatted(run.get().runId().hex()));
    }
    for (String expression : where) {
      runs = runs.where(expression);
    }
    if (runs.count() == 0) {
      throw CliException.usage(
          "There are no runs to draw.", where.isEmpty() ? "" : "metalab ls " + study);
    }
    return new Subject(store, study, run, runs);
  }

  private static boolean isStudy(Store store, String text) {
    return Studies.ids(store).stream().anyMatch(id -> id.equals(text) || id.startsWith(text + ":"));
  }

  /** Returns how to lay out a picture with this title. */
  ChartOptions layout(Subject of, String title) {
    StudyManifest manifest = Manifests.of(of.store()).all().get(of.study());
    Set<String> logarithmic =
        manifest == null ? Set.of() : SweepScales.logarithmic(manifest.declaration());
    return new ChartOptions(
        title, Optional.ofNullable(xScale), Optional.ofNullable(yScale), logarithmic);
  }

  /** Returns the field that was asked for, else the metric of the study's goal. */
  String fieldOrGoal(Subject of, @Nullable String field) {
    String goal = field == null ? Manifests.of(of.store()).goal(of.study()).metric() : field;
    if (goal.isEmpty()) {
      throw CliException.usage(
          "The study %s has no goal, so that the metric must be given.".formatted(of.study()),
          "--metric FIELD");
    }
    return goal;
  }

  /** Writes a picture and its numbers. */
  CommandResult write(CliContext context, String kind, Subject of, Chart chart) {
    String name = output == null ? defaultName(kind, of) : output;
    Path file = context.path(name);
    FigureFormat format = FigureFormat.of(String.valueOf(file.getFileName()));
    Path data;
    try {
      data = Figures.write(chart.figure(), file);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be written (%s).".formatted(file, e), e);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", file.toString());
    document.put("data", data.toString());
    document.put("format", format.extension());
    document.put("runs", chart.total());
    document.put("shown", chart.shown());
    document.put("notes", chart.figure().notes());
    return CommandResult.of(
        document,
        terminal -> {
          terminal.err("wrote %s and %s".formatted(context.shown(file), context.shown(data)));
          chart.figure().notes().forEach(note -> terminal.err("  " + note));
        });
  }

  private static String defaultName(String kind, Subject of) {
    String subject =
        of.run().map(record -> record.runId().shortHex()).orElse(of.study().split(":", 2)[0]);
    return "%s-%s.svg".formatted(subject.replaceAll("[^\\w.-]", "_"), kind);
  }
}
