package io.metalab.cli.command;

import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.study.RunFlags;
import io.metalab.cli.study.StudySource;
import io.metalab.cli.study.StudySources;
import io.metalab.core.sensitivity.Resampling;
import io.metalab.core.sensitivity.Sensitivity;
import io.metalab.core.sensitivity.SensitivityReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells which parameters matter. */
@Command(
    name = "sensitivity",
    description = "Say which parameters matter, from the results of a morris or saltelli design.",
    footer = {
      "metalab sensitivity screening",
      "metalab sensitivity screening --metric loss --confidence 0.9"
    })
public final class SensitivityCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "A study of the store; the one declared last unless given.")
  @Nullable String study;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description = "The metric; that of the study's goal unless given.")
  @Nullable String metric;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      description = "Probability of the intervals: ${DEFAULT-VALUE}.")
  double confidence = Resampling.defaults().confidence();

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "How often the bootstrap resamples: ${DEFAULT-VALUE}.")
  int samples = Resampling.defaults().samples();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Seed of the resampling: ${DEFAULT-VALUE}.")
  String seed = Resampling.defaults().seed();

  @Override
  public CommandResult run(CliContext context) {
    Resampling resampling = resampling();
    Store store = context.readStore();
    StudySource source = StudySources.stored(context, study, new RunFlags());
    String asked = metric == null ? source.experiment().goal().metric() : metric;
    if (asked.isEmpty()) {
      throw CliException.usage(
          "The study %s has no goal, so that the metric must be given."
              .formatted(source.experiment().id()),
          "--metric METRIC");
    }
    SensitivityReport report = Sensitivity.of(source.plan(context), store, asked, resampling);
    return CommandResult.of(
        SensitivityView.data(source.experiment().id(), report),
        terminal -> SensitivityView.show(source.experiment().id(), report, terminal));
  }

  private Resampling resampling() {
    try {
      return new Resampling(samples, confidence, seed);
    } catch (IllegalArgumentException e) {
      throw CliException.usage(String.valueOf(e.getMessage()), "");
    }
  }
}
