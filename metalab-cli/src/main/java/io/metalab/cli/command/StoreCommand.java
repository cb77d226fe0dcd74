package io.metalab.cli.command;

import io.metalab.api.store.Store;
import io.metalab.api.store.StoreInfo;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** What can be done with a store as a whole. */
@Command(
    name = "store",
    description = "Look at a store, copy and merge stores, tidy what a store derives.",
    subcommands = {
      StoreCommand.Info.class,
      StoreCopy.class,
      StoreMerge.class,
      StoreRebuildIndex.class,
      StoreMigrate.class
    })
public final class StoreCommand {
  /** Shows what the store is and holds. */
  @Command(
      name = "info",
      description = "Show what the store is and holds.",
      footer = "metalab store info")
  public static final class Info implements CliCommand {
    @Override
    public CommandResult run(CliContext context) {
      Store store = context.readStore();
      StoreInfo info = store.info();
      return CommandResult.of(data(info), terminal -> show(info, context.storeName(), terminal));
    }

    private static Map<String, Object> data(StoreInfo info) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("kind", info.kind());
      data.put("locator", info.locator());
      data.put("format_version", info.formatVersion());
      data.put("runs", info.runs());
      data.put("size_bytes", info.sizeBytes());
      data.put("details", info.details());
      return data;
    }

    private static String shown(Object value) {
      return value instanceof Duration duration ? Show.duration(duration) : Show.value(value);
    }

    private static void show(StoreInfo info, String name, Terminal terminal) {
      terminal.out("store    " + name + "  (" + info.kind() + ")");
      terminal.out("opens    " + info.locator());
      terminal.out("format   " + info.formatVersion());
      terminal.out("runs     " + info.runs());
      if (info.sizeBytes() >= 0) {
        terminal.out("size     " + Show.bytes(info.sizeBytes()));
      }
      info.details().forEach((key, value) -> terminal.out("%-8s %s".formatted(key, shown(value))));
    }
  }
}
