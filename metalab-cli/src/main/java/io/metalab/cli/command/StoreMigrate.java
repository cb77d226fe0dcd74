package io.metalab.cli.command;

import io.metalab.api.store.MaintainableStore;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.terminal.Show;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** Brings the store to the form that this version writes. */
@Command(
    name = "migrate",
    description = {
      "Bring the store to the form that this version writes, and pack what lies in small pieces.",
      "Opening a store to write does the first by itself; a store of a newer version is refused."
    },
    footer = "metalab store migrate")
public final class StoreMigrate implements CliCommand {
  @Override
  public CommandResult run(CliContext context) {
    Store store = context.writeStore();
    int packed = store instanceof MaintainableStore maintainable ? maintainable.compact() : 0;
    int format = store.info().formatVersion();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("format_version", format);
    data.put("packed", packed);
    return CommandResult.of(
        data,
        terminal -> {
          terminal.out("format %d, which this version writes".formatted(format));
          terminal.out(
              packed == 0
                  ? "nothing to pack"
                  : "packed " + Show.count(packed, "small file") + " into larger ones");
        });
  }
}
