package io.metalab.cli.command;

import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells of something wrong. */
final class FindingView {
  private FindingView() {}

  static Map<String, Object> data(Finding finding) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("kind", finding.kind());
    data.put("place", finding.place());
    data.put("message", finding.message());
    return data;
  }

  static void show(Finding finding, Terminal terminal) {
    terminal.out(
        "%s  %s  %s"
            .formatted(
                terminal.paint(Colour.RED, finding.kind()), finding.place(), finding.message()));
  }
}
