package io.metalab.cli.command;

import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StudyCount;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.Controllers;
import io.metalab.core.study.StudyManifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at one study or all studies of a store, as often as it is asked. */
final class StatusReader {
  private final CliContext context;
  private final Store store;
  private final @Nullable String study;
  private @Nullable StudyLook look;
  private boolean seen;

  /**
   * Prepares to look.
   *
   * @param study name of a study, or null for all
   */
  StatusReader(CliContext context, Store store, @Nullable String study) {
    this.context = context;
    this.store = store;
    this.study = study;
  }

  /** Returns how far the studies are now. */
  StatusLook look() {
    Manifests manifests = Manifests.of(store);
    Map<String, StudyCount> counts = new LinkedHashMap<>();
    manifests.all().keySet().forEach(id -> counts.put(id, StudyCount.none(id)));
    store.counts().forEach(count -> counts.put(count.experimentId(), count));
    if (study == null) {
      return all(counts, manifests);
    }
    StudyManifest manifest = manifests.find(study);
    StudyCount count = counts.getOrDefault(manifest.study(), StudyCount.none(manifest.study()));
    StudyLook known = look;
    if (known == null || !known.isAt(manifest)) {
      known = new StudyLook(context, store, manifest);
      look = known;
    }
    StatusView view = known.now(manifests, count);
    return new StatusLook(
        CommandResult.of(
            view.data(), terminal -> view.show(terminal, context.storeName(), context.storeFlag())),
        List.of(line(count, view.left())),
        isDone(view.controllers(), count.count(RunStatus.RUNNING), view.left()));
  }

  /** Once somebody was seen to execute something, all is over when nobody does. */
  private boolean isDone(List<Controller> controllers, long running, long left) {
    seen |= !controllers.isEmpty();
    return controllers.isEmpty() && running == 0 && (seen || left == 0);
  }

  private StatusLook all(Map<String, StudyCount> counts, Manifests manifests) {
    List<Controller> controllers = Controllers.of(store).live();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    long allRunning = 0;
    long allLeft = 0;
    for (Map.Entry<String, StudyCount> entry : counts.entrySet()) {
      StudyCount count = entry.getValue();
      StudyManifest manifest = manifests.all().get(entry.getKey());
      Long left =
          manifest == null
              ? null
              : StatusView.left(manifest, count, manifests.duplicates(entry.getKey()));
      List<@Nullable Object> row = new ArrayList<>();
      row.add(entry.getKey());
      row.add(manifest == null ? null : manifest.runs());
      StatusView.SHOWN.forEach(status -> row.add(count.count(status)));
      row.add(left);
      row.add(controllers.stream().filter(one -> one.study().equals(entry.getKey())).count());
      rows.add(row);
      lines.add(line(count, left == null ? 0 : left));
      allRunning += count.count(RunStatus.RUNNING);
      allLeft += left == null ? 0 : left;
    }
    List<String> columns = new ArrayList<>(List.of("study", "runs"));
    StatusView.SHOWN.forEach(status -> columns.add(status.wireName()));
    columns.add("left");
    columns.add("controllers");
    return new StatusLook(
        CommandResult.of(columns, rows), lines, isDone(controllers, allRunning, allLeft));
  }

  private static String line(StudyCount count, long left) {
    StringBuilder line = new StringBuilder(count.experimentId());
    for (RunStatus status : StatusView.SHOWN) {
      line.append(' ').append(status.wireName()).append('=').append(count.count(status));
    }
    return line.append(" left=").append(left).toString();
  }
}
