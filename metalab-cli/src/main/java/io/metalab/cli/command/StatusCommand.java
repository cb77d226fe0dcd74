package io.metalab.cli.command;

import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StudyCount;
import io.metalab.cli.BestRun;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.study.StudySource;
import io.metalab.cli.study.StudySources;
import io.metalab.core.provenance.CodeDigest;
import io.metalab.core.race.PointOutcome;
import io.metalab.core.race.Race;
import io.metalab.core.study.StudyManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells how far studies are. */
@Command(name = "status", description = "How far the studies of the store are.")
public final class StatusCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "Name or name:version; all studies of the store unless given.")
  @Nullable String study;

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStore();
    Manifests manifests = Manifests.of(store);
    Map<String, StudyCount> counts = new LinkedHashMap<>();
    manifests.all().keySet().forEach(id -> counts.put(id, StudyCount.none(id)));
    store.counts().forEach(count -> counts.put(count.experimentId(), count));
    if (study == null) {
      return table(counts, manifests);
    }
    StudyManifest manifest = manifests.find(study);
    String id = manifest.study();
    StudyCount count = counts.getOrDefault(id, StudyCount.none(id));
    long duplicates = manifests.duplicates(id);
    StatusView view =
        new StatusView(
            manifest,
            count,
            duplicates,
            stale(context, manifest, count),
            pace(context, store, count, StatusView.left(manifest, count, duplicates)),
            BestRun.find(store, id, manifests.goal(id)),
            points(context, manifest, store));
    return CommandResult.of(view.data(), terminal -> view.show(terminal, context.storeName()));
  }

  /** Returns how many successes other code executed; empty if today's code is not to be had. */
  private static OptionalLong stale(CliContext context, StudyManifest manifest, StudyCount count) {
    if (count.count(RunStatus.SUCCESS) == 0) {
      return OptionalLong.of(0);
    }
    try {
      StudySource source = StudySources.lookedAt(context, manifest);
      Optional<String> code = CodeDigest.of(source.experiment().operation());
      return code.isPresent() ? OptionalLong.of(count.stale(code.get())) : OptionalLong.empty();
    } catch (MetalabException e) {
      // The study's classes or files are elsewhere; its state can be told without them.
      return OptionalLong.empty();
    }
  }

  /** Records are read only while runs are being executed. */
  private static Optional<Pace> pace(CliContext context, Store store, StudyCount count, long left) {
    long running = count.count(RunStatus.RUNNING);
    if (running == 0) {
      return Optional.empty();
    }
    Pace.Watch watch = new Pace.Watch(context.environment().clock().instant());
    try (Stream<RunRecord> records = store.runRecords(count.experimentId())) {
      records.forEach(watch::add);
    }
    return Optional.of(watch.pace(running, left));
  }

  /** Returns where the points of a race stand, which its plan tells; none if it cannot be had. */
  private static List<PointOutcome> points(
      CliContext context, StudyManifest manifest, Store store) {
    if (!manifest.isRace()) {
      return List.of();
    }
    try {
      StudySource source = StudySources.lookedAt(context, manifest);
      return Race.outcomes(source.plan(context.environment()), store);
    } catch (MetalabException e) {
      // The study's classes or files are elsewhere; its state can be told without them.
      return List.of();
    }
  }

  private static CommandResult table(Map<String, StudyCount> counts, Manifests manifests) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    counts.forEach(
        (id, count) -> {
          List<@Nullable Object> row = new ArrayList<>();
          row.add(id);
          StudyManifest manifest = manifests.all().get(id);
          row.add(manifest == null ? null : manifest.runs());
          for (RunStatus status : StatusView.SHOWN) {
            row.add(count.count(status));
          }
          row.add(
              manifest == null ? null : StatusView.left(manifest, count, manifests.duplicates(id)));
          rows.add(row);
        });
    List<String> columns = new ArrayList<>(List.of("study", "runs"));
    StatusView.SHOWN.forEach(status -> columns.add(status.wireName()));
    columns.add("left");
    return CommandResult.of(columns, rows);
  }
}
