package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.Store;
import io.metalab.api.store.VerifiableStore;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.study.Rerun;
import io.metalab.cli.study.RunFlags;
import io.metalab.cli.study.StudySource;
import io.metalab.cli.study.StudySources;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.audit.SampleSize;
import io.metalab.core.study.StudyManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks what the store holds. */
@Command(
    name = "verify",
    description = {
      "Check every record, run id and index, and that every artifact is there.",
      "With --rerun execute a sample of the successes once more and compare bit by bit.",
      "Exit code 3 if something is wrong."
    },
    footer = {
      "metalab verify",
      "metalab verify koopman --deep",
      "metalab verify koopman --rerun 5 --seed 1"
    })
public final class VerifyCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "Name or name:version; all studies of the store unless given.")
  @Nullable String study;

  @Option(names = "--deep", description = "Read and hash every artifact, too.")
  boolean deep;

  @Option(
      names = "--rerun",
      paramLabel = "N|P%",
      description = "Execute so many, or this share, of each study's successes once more.")
  @Nullable String rerun;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Draws another sample for --rerun; 0 unless given.")
  long seed;

  @Option(
      names = {"-j", "--workers"},
      paramLabel = "N",
      description = "How many runs --rerun executes at once; one per processor unless set.")
  @Nullable Integer workers;

  @Option(
      names = "--executor",
      paramLabel = "NAME",
      description = "What executes the runs of --rerun.")
  @Nullable String executor;

  @Option(
      names = "--classpath",
      split = ":",
      paramLabel = "PATH",
      description = "Directories and jars of the user's operations, for --rerun.")
  List<String> classPath = List.of();

  @Override
  public CommandResult run(CliContext context) {
    Optional<SampleSize> size = Optional.ofNullable(rerun).map(SampleSize::parse);
    Store store = context.readStore();
    if (!(store instanceof VerifiableStore verifiable)) {
      throw new CliException(
          ErrorCode.USAGE, "The store %s cannot check itself.".formatted(store.locator()), "");
    }
    VerifyReport report = verifiable.verify(study == null ? "" : Studies.find(store, study), deep);
    List<Rerun.Outcome> reruns =
        size.map(wanted -> rerun(context, store, wanted)).orElse(List.of());
    Map<String, Object> data = new LinkedHashMap<>(data(report));
    if (size.isPresent()) {
      data.put("rerun", reruns.stream().map(outcome -> RerunView.data(outcome.report())).toList());
    }
    return new CommandResult.Document(
        exitCode(report, reruns),
        data,
        terminal -> {
          show(report, terminal);
          reruns.forEach(outcome -> RerunView.show(outcome.report(), terminal));
        });
  }

  /** Executes samples of one study after the other, until one is stopped. */
  private List<Rerun.Outcome> rerun(CliContext context, Store store, SampleSize size) {
    RunFlags flags = RunFlags.ofExecution(workers, executor, classPath);
    List<Rerun.Outcome> outcomes = new ArrayList<>();
    Manifests manifests = Manifests.of(store);
    List<StudyManifest> wanted =
        study == null
            ? List.copyOf(manifests.all().values())
            : List.of(manifests.find(Studies.find(store, study)));
    for (StudyManifest manifest : wanted) {
      StudySource source = StudySources.stored(context, manifest.study(), flags);
      Rerun.Outcome outcome = new Rerun(context, store, source, flags).run(size, seed);
      outcomes.add(outcome);
      if (outcome.exitCode().isPresent()) {
        break;
      }
    }
    return outcomes;
  }

  private static int exitCode(VerifyReport report, List<Rerun.Outcome> reruns) {
    for (Rerun.Outcome outcome : reruns) {
      if (outcome.exitCode().isPresent()) {
        return outcome.exitCode().getAsInt();
      }
    }
    boolean changed = reruns.stream().anyMatch(one -> !one.report().changed().isEmpty());
    return report.findings().isEmpty() && !changed ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private static Map<String, Object> data(VerifyReport report) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("records_checked", report.recordsChecked());
    data.put("artifacts_checked", report.artifactsChecked());
    data.put("findings", report.findings().stream().map(FindingView::data).toList());
    return data;
  }

  private static void show(VerifyReport report, Terminal terminal) {
    List<Finding> findings = report.findings();
    findings.forEach(finding -> FindingView.show(finding, terminal));
    terminal.out(
        "%s and %s checked, %s"
            .formatted(
                Show.count(report.recordsChecked(), "record"),
                Show.count(report.artifactsChecked(), "artifact"),
                findings.isEmpty() ? "nothing wrong" : Show.count(findings.size(), "finding")));
  }
}
