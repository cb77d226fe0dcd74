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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes an archive, or directories of runs, into the store. */
@Command(
    name = "import",
    description = {
      "Take the runs of an archive, which metalab export wrote, or of directories into the store.",
      "All of an archive is checked first, and a run shows only once all that it names is there;"
          + " an import that was cut short is completed by the same command.",
      "A directory such as runs/2026-11-20T16-02-11-de-risk, made by a program that somebody ran by"
          + " hand, becomes a run: metric lines in its logs are metrics and series, its files are"
          + " artifacts, data/params.json holds params. It is called a success."
    },
    footer = {
      "metalab import study.zip",
      "metalab import study.zip --dry-run",
      "metalab import runs/2026-11-20T16-02-11-de-risk --study fit-runs"
    })
public final class ImportCommand implements CliCommand {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "A .zip file that metalab export wrote, or directories of runs.")
  List<String> files = List.of();

  @Option(
      names = "--study",
      paramLabel = "STUDY",
      description =
          "Of an archive, take the runs of this study alone; name or name:version. Directories"
              + " become runs of it: unless given, those in fit/runs of fit-runs:1.")
  @Nullable String study;

  @Option(names = "--dry-run", description = "Show what would be new, and import nothing.")
  boolean dryRun;

  @Override
  public CommandResult run(CliContext context) {
    for (String file : files) {
      if (!isArchive(file) && !Files.isDirectory(context.path(file))) {
        throw CliException.usage(
            "%s is neither an archive, whose name ends with .zip, nor a directory.".formatted(file),
            "metalab export STUDY -o study.zip writes an archive");
      }
    }
    if (files.stream().noneMatch(ImportCommand::isArchive)) {
      return DirectoryImport.run(context, files, study, dryRun);
    }
    if (files.size() > 1) {
      throw CliException.usage(
          "An archive is imported alone, and these are %d files.".formatted(files.size()), "");
    }
    check(context.path(files.get(0)));
    return StoreTransfer.intoStore(context, files.get(0), study, dryRun);
  }

  private static boolean isArchive(String file) {
    return file.toLowerCase(Locale.ROOT).endsWith(".zip");
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
