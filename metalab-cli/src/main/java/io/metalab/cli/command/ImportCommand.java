package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.VerifiableStore.Finding;
import io.metalab.api.store.VerifiableStore.VerifyReport;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.store.archive.ArchiveStore;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes an archive into the store. */
@Command(
    name = "import",
    description = {
      "Take the runs of an archive, which metalab export wrote, into the store.",
      "All of the archive is checked first, and a run shows only once all that it names is there;"
          + " an import that was cut short is completed by the same command."
    },
    footer = {"metalab import study.zip", "metalab import study.zip --dry-run"})
public final class ImportCommand implements CliCommand {
  @Parameters(paramLabel = "FILE", description = "A .zip file that metalab export wrote.")
  String file = "";

  @Option(
      names = "--study",
      paramLabel = "STUDY",
      description = "Take the runs of this study alone; name or name:version.")
  @Nullable String study;

  @Option(names = "--dry-run", description = "Show what would be new, and import nothing.")
  boolean dryRun;

  @Override
  public CommandResult run(CliContext context) {
    if (!file.toLowerCase(Locale.ROOT).endsWith(".zip")) {
      throw CliException.usage(
          "The file %s is not an archive: its name must end with .zip.".formatted(file),
          "metalab export STUDY -o study.zip writes one");
    }
    check(context.path(file));
    return StoreTransfer.intoStore(context, file, study, dryRun);
  }

  /** Checks every byte before the first is taken in. */
  private static void check(Path archive) {
    try (ArchiveStore store = ArchiveStore.open(archive)) {
      VerifyReport report = store.verify("", true);
      Optional<Finding> damage =
          report.findings().stream()
              .filter(finding -> finding.kind().equals("damaged-entry"))
              .findFirst();
      if (damage.isPresent()) {
        throw new MetalabException(
            ErrorCode.STORE_CORRUPT,
            "Nothing was imported: %s is damaged. %s"
                .formatted(damage.get().place(), damage.get().message()));
      }
    }
  }
}
