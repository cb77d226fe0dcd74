package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.RunStatus;
import io.metalab.api.store.Store;
import io.metalab.api.store.StudyCount;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.Problem;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.controller.Controller;
import io.metalab.core.controller.Controllers;
import io.metalab.core.controller.StopMode;
import io.metalab.core.controller.StopRequest;
import io.metalab.core.study.StudyManifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the controllers of a study to stop, waits for their end, and tells what became of them. */
final class Cancellation {
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final String DIED = "died";

  private final CliContext context;
  private final Store store;
  private final Controllers controllers;
  private final StudyManifest manifest;
  private final StopMode mode;

  Cancellation(CliContext context, Store store, StudyManifest manifest, StopMode mode) {
    this.context = context;
    this.store = store;
    this.controllers = Controllers.of(store);
    this.manifest = manifest;
    this.mode = mode;
  }

  CommandResult run(Duration patience) {
    List<Controller> asked = controllers.live(manifest.study());
    StopRequest request = new StopRequest(mode, "Cancelled by metalab cancel.");
    asked.forEach(controller -> controllers.ask(controller, request));
    boolean over = await(asked, patience);
    Map<String, @Nullable Object> data = data(asked);
    if (over || patience.isZero()) {
      return CommandResult.of(data, terminal -> show(terminal, asked, over));
    }
    throw new CliException(late(asked, patience, data));
  }

  /** Returns whether all are gone in time. */
  private boolean await(List<Controller> asked, Duration patience) {
    List<Controller> live = new ArrayList<>(asked);
    Duration waited = Duration.ZERO;
    live.removeIf(controller -> !controllers.isLive(controller));
    while (!live.isEmpty() && waited.compareTo(patience) < 0) {
      try {
        context.environment().pause().await(INTERVAL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
      waited = waited.plus(INTERVAL);
      live.removeIf(controller -> !controllers.isLive(controller));
    }
    return live.isEmpty();
  }

  private Problem late(
      List<Controller> asked, Duration patience, Map<String, @Nullable Object> data) {
    List<String> names =
        asked.stream().filter(controllers::isLive).map(ControllerView::name).toList();
    return new Problem(
        ErrorCode.TIMEOUT,
        "The study %s was asked to stop, but still goes on after %d s: %s. It stops when its runs have ended."
            .formatted(manifest.study(), patience.toSeconds(), String.join(", ", names)),
        mode == StopMode.CANCEL
            ? "metalab status " + manifest.study() + context.storeFlag() + " -w"
            : "metalab cancel %s%s --now".formatted(manifest.study(), context.storeFlag()),
        data);
  }

  private Map<String, @Nullable Object> data(List<Controller> asked) {
    StudyCount count = count();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("study", manifest.study());
    data.put("now", mode == StopMode.CANCEL);
    List<Map<String, @Nullable Object>> told = new ArrayList<>();
    for (Controller controller : asked) {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>(controller.fields());
      fields.put("ending", controllers.isLive(controller) ? null : ending(controller));
      told.add(fields);
    }
    data.put("controllers", told);
    StatusView.SHOWN.forEach(status -> data.put(status.wireName(), count.count(status)));
    data.put("left", left(count));
    return data;
  }

  private void show(Terminal terminal, List<Controller> asked, boolean over) {
    if (asked.isEmpty()) {
      terminal.outFolded("Nobody executes %s.".formatted(manifest.study()));
    }
    for (Controller controller : asked) {
      terminal.outFolded(
          "%s: %s"
              .formatted(
                  ControllerView.name(controller),
                  over ? ending(controller) : "asked to stop, goes on for now"));
    }
    StudyCount count = count();
    terminal.outFolded(
        "%s  %s %d  %s %d  left %d"
            .formatted(
                manifest.study(),
                Statuses.painted(terminal, RunStatus.SUCCESS),
                count.count(RunStatus.SUCCESS),
                Statuses.painted(terminal, RunStatus.FAILED),
                count.count(RunStatus.FAILED),
                left(count)));
    if (over && left(count) + count.count(RunStatus.FAILED) > 0) {
      terminal.outFolded("  next: metalab resume " + manifest.study() + context.storeFlag());
    }
  }

  private String ending(Controller controller) {
    return controllers.end(controller).map(Controllers.End::ending).orElse(DIED);
  }

  private StudyCount count() {
    return store.counts().stream()
        .filter(count -> count.experimentId().equals(manifest.study()))
        .findFirst()
        .orElse(StudyCount.none(manifest.study()));
  }

  private long left(StudyCount count) {
    return StatusView.left(manifest, count, Manifests.of(store).duplicates(manifest.study()));
  }
}
