package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.CollectableStore;
import io.metalab.api.store.CollectableStore.Amount;
import io.metalab.api.store.CollectableStore.GarbagePolicy;
import io.metalab.api.store.CollectableStore.GarbageReport;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredState;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.study.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Frees the space of artifacts that nothing refers to. */
@Command(
    name = "gc",
    description = {
      "Free the space of artifacts that no run refers to, in two steps: they go to the trash, and a"
          + " later gc deletes what has been there for the grace period.",
      "Safe beside studies that run: what they have written and not yet named in a record stays.",
      "What attempts had saved to continue from goes, too, if their run has succeeded or was"
          + " removed."
    },
    footer = {"metalab gc --dry-run", "metalab gc --grace 30d --yes"})
public final class GcCommand implements CliCommand {
  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description = "How long the trash is kept, such as 12h or 7d; 7d unless given.")
  String grace = "7d";

  @Option(
      names = "--superseded",
      description = "Take artifacts, too, that only superseded attempts name.")
  boolean superseded;

  @Option(names = "--dry-run", description = "Show what would be done, and do nothing.")
  boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask; needed where nobody can answer.")
  boolean yes;

  @Override
  public CommandResult run(CliContext context) {
    GarbagePolicy policy = new GarbagePolicy(superseded, graceTime());
    Store opened = dryRun ? context.readStore() : context.writeStore();
    CollectableStore store = collectable(opened);
    if (!dryRun && !yes) {
      GarbageReport preview = store.collectGarbage(policy, true);
      if (preview.trashed().artifacts() + preview.purged().artifacts() > 0) {
        context.confirm(false, question(preview));
      }
    }
    GarbageReport report = store.collectGarbage(policy, dryRun);
    List<StoredState> states =
        opened instanceof StateStore keeper ? keeper.collectStates(dryRun) : List.of();
    return CommandResult.of(data(report, states), terminal -> show(report, states, terminal));
  }

  private Duration graceTime() {
    if (grace.equals("0")) {
      return Duration.ZERO;
    }
    return Quantities.duration(grace)
        .orElseThrow(
            () ->
                CliException.usage(
                    "The --grace '%s' must be a number and one of ms, s, m, h, d.".formatted(grace),
                    "such as 7d"));
  }

  private static CollectableStore collectable(Store store) {
    if (store instanceof CollectableStore collectable) {
      return collectable;
    }
    throw new CliException(
        ErrorCode.STORE_UNUSABLE,
        "The store %s does not collect garbage.".formatted(store.locator()),
        "");
  }

  private static String question(GarbageReport preview) {
    List<String> parts = new ArrayList<>();
    if (preview.trashed().artifacts() > 0) {
      parts.add("move %s to the trash".formatted(text(preview.trashed())));
    }
    if (preview.purged().artifacts() > 0) {
      parts.add("delete %s for good".formatted(text(preview.purged())));
    }
    String question = String.join(" and ", parts) + "?";
    return question.substring(0, 1).toUpperCase(Locale.ROOT) + question.substring(1);
  }

  private Map<String, Object> data(GarbageReport report, List<StoredState> states) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("dry_run", dryRun);
    data.put("trashed", data(report.trashed()));
    data.put("restored", data(report.restored()));
    data.put("purged", data(report.purged()));
    data.put("in_trash", data(report.kept()));
    data.put("held", data(report.held()));
    Map<String, Object> saved = new LinkedHashMap<>();
    saved.put("states", states.size());
    saved.put("bytes", bytes(states));
    data.put("saved", saved);
    return data;
  }

  private static Map<String, Object> data(Amount amount) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("artifacts", amount.artifacts());
    data.put("bytes", amount.bytes());
    return data;
  }

  private static long bytes(List<StoredState> states) {
    return states.stream().mapToLong(StoredState::sizeBytes).sum();
  }

  private void show(GarbageReport report, List<StoredState> states, Terminal terminal) {
    String would = dryRun ? "would be " : "";
    line(terminal, report.trashed(), would + "moved to the trash");
    line(terminal, report.restored(), would + "brought back from the trash, as runs refer to them");
    line(terminal, report.purged(), would + "deleted for good");
    line(terminal, report.kept(), "in the trash; deleted by a gc once there for " + grace);
    line(terminal, report.held(), "held by those who put them, until a record names them");
    if (!states.isEmpty()) {
      terminal.out(
          "%s (%s) of runs that need none any more %sdeleted"
              .formatted(
                  Show.count(states.size(), "saved state"), Show.bytes(bytes(states)), would));
    }
    if (states.size()
            + report.trashed().artifacts()
            + report.restored().artifacts()
            + report.purged().artifacts()
        == 0) {
      terminal.out("nothing to collect");
    }
  }

  private static void line(Terminal terminal, Amount amount, String what) {
    if (amount.artifacts() > 0) {
      terminal.out(text(amount) + " " + what);
    }
  }

  private static String text(Amount amount) {
    return "%s (%s)"
        .formatted(Show.count(amount.artifacts(), "artifact"), Show.bytes(amount.bytes()));
  }
}
