package io.metalab.cli.command;

import io.metalab.capture.plot.Scale;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.command.PlotOptions.Subject;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.chart.CurveChart;
import io.metalab.core.chart.HeatMapChart;
import io.metalab.core.chart.HistogramChart;
import io.metalab.core.chart.ScatterChart;
import io.metalab.core.frame.FrameQuery;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the results of a study or a run. */
@Command(
    name = "plot",
    description = "Draw results to a file, with their numbers beside it.",
    subcommands = {
      PlotCommand.Curves.class,
      PlotCommand.Scatter.class,
      PlotCommand.HeatMap.class,
      PlotCommand.Hist.class
    })
public final class PlotCommand {
  /** Draws series over steps. */
  @Command(
      name = "curves",
      description = "Draw series over steps: mean and extremes of runs that differ only by seed.",
      footer = "metalab plot curves koopman --metric train_loss --by lr -o curves.svg")
  public static final class Curves implements CliCommand {
    @Mixin PlotOptions options = new PlotOptions();

    @Option(
        names = "--metric",
        split = ",",
        paramLabel = "SERIES",
        description = "Series to draw; the goal's, or all of a run, unless given.")
    List<String> metrics = List.of();

    @Option(
        names = "--by",
        split = ",",
        paramLabel = "FIELD",
        description = "What makes a curve; all params that differ unless given.")
    List<String> by = List.of();

    @Override
    public CommandResult run(CliContext context) {
      Subject subject = options.subject(context);
      FrameQuery runs =
          subject.run().isPresent()
              ? subject.runs()
              : subject.runs().where("record.status == 'success'");
      if (runs.count() == 0) {
        throw CliException.usage(
            "No run of %s is successful.".formatted(subject.study()),
            "metalab status " + subject.study());
      }
      List<String> names = names(subject, runs);
      return options.write(
          context,
          "curves",
          subject,
          CurveChart.of(
              subject.store(),
              runs,
              names,
              by,
              options.layout(subject, subject.title(String.join(", ", names)))));
    }

    private List<String> names(Subject subject, FrameQuery runs) {
      if (!metrics.isEmpty()) {
        return metrics;
      }
      List<String> there = CurveChart.names(subject.store(), runs);
      String goal = Manifests.of(subject.store()).goal(subject.study()).metric();
      if ((subject.run().isPresent() && !there.isEmpty()) || there.size() == 1) {
        return there;
      }
      if (there.contains(goal)) {
        return List.of(goal);
      }
      throw CliException.usage(
          there.isEmpty()
              ? "No run has captured a series, a metric with a step."
              : "Which series? There are %s.".formatted(String.join(", ", there)),
          there.isEmpty() ? "" : "--metric " + there.get(0));
    }
  }

  /** Draws runs as points. */
  @Command(
      name = "scatter",
      description = "Draw a point for each run.",
      footer = "metalab plot scatter koopman --x lr --y loss --by width -o lr.png")
  public static final class Scatter implements CliCommand {
    @Mixin PlotOptions options = new PlotOptions();

    @Option(names = "--x", required = true, paramLabel = "FIELD", description = "What goes across.")
    String x = "";

    @Option(
        names = "--y",
        paramLabel = "FIELD",
        description = "What goes up; the goal's metric unless given.")
    @Nullable String y;

    @Option(names = "--by", paramLabel = "FIELD", description = "What gets colours of its own.")
    @Nullable String by;

    @Override
    public CommandResult run(CliContext context) {
      Subject subject = options.subject(context);
      String up = options.fieldOrGoal(subject, y);
      return options.write(
          context,
          "scatter",
          subject,
          ScatterChart.of(
              subject.runs(),
              x,
              up,
              Optional.ofNullable(by),
              options.layout(subject, subject.title(up + " by " + x))));
    }
  }

  /** Draws a metric's mean by two fields. */
  @Command(
      name = "heatmap",
      description = "Draw the mean of a metric by two fields.",
      footer = "metalab plot heatmap koopman --x lr --y width -o map.svg")
  public static final class HeatMap implements CliCommand {
    @Mixin PlotOptions options = new PlotOptions();

    @Option(names = "--x", required = true, paramLabel = "FIELD", description = "What goes across.")
    String x = "";

    @Option(names = "--y", required = true, paramLabel = "FIELD", description = "What goes up.")
    String y = "";

    @Option(
        names = "--metric",
        paramLabel = "FIELD",
        description = "What is coloured; the goal's metric unless given.")
    @Nullable String metric;

    @Override
    public CommandResult run(CliContext context) {
      Subject subject = options.subject(context);
      String field = options.fieldOrGoal(subject, metric);
      return options.write(
          context,
          "heatmap",
          subject,
          HeatMapChart.of(
              subject.runs(),
              x,
              y,
              field,
              options.layout(subject, subject.title("mean " + field + " by " + x + " and " + y))));
    }
  }

  /** Draws how often values fall into bins. */
  @Command(
      name = "hist",
      description = "Draw how often values of a field fall into bins.",
      footer = {
        "metalab plot hist koopman --metric loss --bins 10 -o losses.svg",
        "metalab plot hist koopman --metric loss --log"
      })
  public static final class Hist implements CliCommand {
    @Mixin PlotOptions options = new PlotOptions();

    @Option(
        names = "--metric",
        paramLabel = "FIELD",
        description = "What is counted; the goal's metric unless given.")
    @Nullable String metric;

    @Option(names = "--bins", paramLabel = "N", description = "Number of bins: ${DEFAULT-VALUE}.")
    int bins = 30;

    @Option(
        names = "--log",
        description = "Bins of equal ratio on a logarithmic axis, as --x-scale log.")
    boolean log;

    @Override
    public CommandResult run(CliContext context) {
      if (bins < 1 || bins > 1_000) {
        throw CliException.usage("--bins (%d) must be from 1 to 1000.".formatted(bins), "");
      }
      if (log) {
        options.xScale = Scale.LOG;
      }
      Subject subject = options.subject(context);
      String field = options.fieldOrGoal(subject, metric);
      return options.write(
          context,
          "hist",
          subject,
          HistogramChart.of(
              subject.runs(), field, bins, options.layout(subject, subject.title(field))));
    }
  }
}
