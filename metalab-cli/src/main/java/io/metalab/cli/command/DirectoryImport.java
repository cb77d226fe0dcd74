package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.Experiment;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.command.RunDirectories;
import io.metalab.core.command.RunDirectory;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.Executors;
import io.metalab.core.run.RunCounts;
import io.metalab.core.run.RunOptions;
import io.metalab.core.run.StudyRunner;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes run directories into the store. */
final class DirectoryImport {
  private static final String VERSION = "1";

  private final CliContext context;
  private final Experiment experiment;
  private final List<RunDirectory> directories;
  private final FileDigests files;

  private DirectoryImport(
      CliContext context, Experiment experiment, List<RunDirectory> directories) {
    this.context = context;
    this.experiment = experiment;
    this.directories = directories;
    this.files = FileDigests.of(context.environment().directory());
  }

  /**
   * Imports directories.
   *
   * @param study the name of the study that they become, maybe with a version; found from where
   *     they are if it is null
   */
  static CommandResult run(
      CliContext context, List<String> paths, @Nullable String study, boolean dryRun) {
    List<RunDirectory> directories =
        paths.stream().map(path -> RunDirectory.read(context.shown(context.path(path)))).toList();
    String[] id = (study == null ? studyOf(directories) : study).split(":", 2);
    Experiment experiment =
        RunDirectories.experiment(id[0], id.length == 2 ? id[1] : VERSION, directories);
    return new DirectoryImport(context, experiment, directories).run(dryRun);
  }

  private CommandResult run(boolean dryRun) {
    Store store = dryRun ? context.readStoreOrNone() : context.openStore(OpenOptions.readWrite());
    StudyPlan plan = StudyPlan.of(experiment, files);
    refuseChanges(plan, store);
    StudyRunner runner =
        StudyRunner.of(
                plan, store, Executors.plugins(context.environment().loader()).byName("thread"))
            .options(RunOptions.defaults())
            .files(files)
            .loader(context.environment().loader())
            .clock(context.environment().clock());
    RunCounts counts = dryRun ? runner.preview().counts() : runner.start().result().counts();
    long fresh = dryRun ? counts.todo() : counts.executed();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("study", experiment.id());
    data.put("runs", counts.total());
    data.put("new", fresh);
    data.put("reused", counts.reused());
    data.put("failed", counts.failed());
    data.put("dry_run", dryRun);
    return new CommandResult.Document(
        counts.failed() == 0 ? ExitCode.OK : ExitCode.FINDINGS,
        data,
        terminal -> show(terminal, counts, fresh, dryRun));
  }

  private void show(Terminal terminal, RunCounts counts, long fresh, boolean dryRun) {
    terminal.out(
        "%s: %s, %d %s%s"
            .formatted(
                experiment.id(),
                Show.count(counts.total(), "run"),
                fresh,
                dryRun ? "would be new" : "new",
                counts.failed() == 0 ? "" : ", %d failed".formatted(counts.failed())));
    if (counts.failed() > 0) {
      terminal.out("next: metalab failures%s %s".formatted(context.storeFlag(), experiment.name()));
    } else if (!dryRun) {
      terminal.out("next: metalab ls%s %s".formatted(context.storeFlag(), experiment.name()));
    }
  }

  /** A run that is stored stays as it is, so a directory that is not has to be said. */
  private void refuseChanges(StudyPlan plan, Store store) {
    for (int i = 0; i < directories.size(); i++) {
      Optional<RunRecord> stored = store.findRunRecord(plan.runAt(i).runId());
      RunDirectory directory = directories.get(i);
      Optional<String> changed =
          stored
              .filter(record -> record.status() == RunStatus.SUCCESS)
              .flatMap(record -> directory.difference(record, files));
      if (changed.isPresent()) {
        throw new CliException(
            ErrorCode.INVALID_VALUE,
            "%s was imported before and has changed since: %s. Nothing was imported."
                .formatted(context.shown(directory.path()), changed.get()),
            "metalab rm%s %s takes the earlier one out of the store; then import again"
                .formatted(context.storeFlag(), plan.runAt(i).runId().hex().substring(0, 8)));
      }
    }
  }

  /** Runs of the experiment in {@code fit} are in {@code fit/runs}. */
  private static String studyOf(List<RunDirectory> directories) {
    Set<Optional<Path>> experiments =
        directories.stream()
            .map(
                directory ->
                    Optional.ofNullable(directory.path().getParent())
                        .map(Path::getParent)
                        .map(Path::getFileName))
            .collect(Collectors.toSet());
    Optional<Path> only = experiments.iterator().next();
    if (experiments.size() > 1 || only.isEmpty()) {
      throw CliException.usage(
          "These directories lie in those of several experiments, or of none.",
          "--study NAME says which study they become");
    }
    try {
      String name = only.get() + "-runs";
      RunDirectories.experiment(name, VERSION, directories);
      return name;
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.INVALID_STUDY) {
        throw e;
      }
      throw CliException.usage(
          "The directory %s has no name for a study.".formatted(only.get()),
          "--study NAME says which study they become");
    }
  }
}
