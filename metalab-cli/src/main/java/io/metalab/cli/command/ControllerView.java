package io.metalab.cli.command;

import io.metalab.cli.terminal.Show;
import io.metalab.core.controller.Controller;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Controllers of studies for people and as data. */
final class ControllerView {
  private ControllerView() {}

  /** Returns who it is in a few words, such as {@code pid 4711 on node7}. */
  static String name(Controller controller) {
    return "pid %d on %s%s"
        .formatted(
            controller.pid(), controller.host(), controller.isDetached() ? " (detached)" : "");
  }

  /** Returns who it is and what it works with. */
  static String line(Controller controller) {
    return "%s  since %s  %s%s"
        .formatted(
            name(controller),
            Show.date(controller.started()),
            controller.executor(),
            controller.workers() == 0 ? "" : " x " + controller.workers());
  }

  static Map<String, Object> data(Controller controller) {
    return new LinkedHashMap<>(controller.fields());
  }

  static List<Map<String, Object>> data(List<Controller> controllers) {
    return controllers.stream().map(ControllerView::data).toList();
  }
}
