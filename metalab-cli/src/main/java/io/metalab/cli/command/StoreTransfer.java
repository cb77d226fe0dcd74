package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.cli.CliContext;
import io.metalab.cli.StudyDocuments;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.core.registry.Stores;
import io.metalab.store.MemoryStore;
import io.metalab.store.transfer.Transfer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes stores into another one. */
final class StoreTransfer {
  private StoreTransfer() {}

  /** Takes what sources know into a store, which is made if it is not there. */
  static CommandResult run(
      CliContext context,
      List<String> sources,
      String target,
      @Nullable String study,
      boolean dryRun) {
    for (String source : sources) {
      // A source that does not open or tell what it holds must not leave an empty target behind.
      try (Store from = context.openStore(source, OpenOptions.readOnlyExisting())) {
        from.counts();
      }
    }
    try (Store into = open(how -> context.openStore(target, how), dryRun)) {
      return run(context, sources, into, Stores.withoutPassword(target), study, dryRun);
    }
  }

  /** Takes what a source knows into the store of the command line. */
  static CommandResult intoStore(
      CliContext context, String source, @Nullable String study, boolean dryRun) {
    Store into = open(context::openStore, dryRun);
    return run(context, List.of(source), into, context.storeName(), study, dryRun);
  }

  private static CommandResult run(
      CliContext context,
      List<String> sources,
      Store into,
      String target,
      @Nullable String study,
      boolean dryRun) {
    TransferView view = new TransferView(dryRun);
    for (String locator : sources) {
      String source = Stores.withoutPassword(locator);
      try (Store from = context.openStore(locator, OpenOptions.readOnlyExisting());
          TransferLine line = new TransferLine(context, source)) {
        if (from.locator().equals(into.locator())) {
          throw CliException.usage(
              "The source %s and the target %s are one store.".formatted(source, target), "");
        }
        view.add(source, Transfer.run(from, into, StudyDocuments.scope(from, study), dryRun, line));
      }
    }
    return view.result(target);
  }

  /** Opens a target; one that is only looked at and is not there is as good as an empty one. */
  private static Store open(Function<OpenOptions, Store> opening, boolean dryRun) {
    if (!dryRun) {
      return opening.apply(OpenOptions.readWrite());
    }
    try {
      return opening.apply(OpenOptions.readOnlyExisting());
    } catch (MetalabException e) {
      if (e.code() != ErrorCode.NOT_FOUND) {
        throw e;
      }
      return new MemoryStore();
    }
  }
}
