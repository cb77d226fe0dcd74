package io.metalab.cli.command;

import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StudyCount;
import io.metalab.cli.BestRun;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.study.StudyManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    manifests.all().keySet().forEach(id -> counts.put(id, new StudyCount(id, Map.of())));
    store.counts().forEach(count -> counts.put(count.experimentId(), count));
    if (study != null) {
      String id = manifests.find(study).study();
      StudyCount count = counts.getOrDefault(id, new StudyCount(id, Map.of()));
      StatusView view =
          new StatusView(manifests.find(id), count, BestRun.find(store, id, manifests.goal(id)));
      return CommandResult.of(view.data(), terminal -> view.show(terminal, context.storeName()));
    }
    return table(counts, manifests);
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
          row.add(manifest == null ? null : StatusView.left(manifest, count));
          rows.add(row);
        });
    List<String> columns = new ArrayList<>(List.of("study", "runs"));
    StatusView.SHOWN.forEach(status -> columns.add(status.wireName()));
    columns.add("left");
    return CommandResult.of(columns, rows);
  }
}
