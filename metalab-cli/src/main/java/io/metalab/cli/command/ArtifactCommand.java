package io.metalab.cli.command;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.terminal.Show;
import io.metalab.core.results.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What can be done with the files of a run. */
@Command(
    name = "artifact",
    description = "List, print and copy the files of a run.",
    subcommands = {ArtifactCommand.Ls.class, ArtifactCat.class, ArtifactGet.class})
public final class ArtifactCommand {
  static final String REF = "A run (first digits of an id, @last, @best, @failed)";

  /** Lists the artifacts of a run. */
  @Command(
      name = "ls",
      description = "List the artifacts of a run.",
      footer = "metalab artifact ls @best")
  public static final class Ls implements CliCommand {
    @Parameters(paramLabel = "RUN[:NAME]", description = REF + ", and maybe one artifact of it.")
    String reference = "";

    @Override
    public CommandResult run(CliContext context) {
      Store store = context.readStore();
      ArtifactRef found = ArtifactRef.find(store, reference);
      List<List<@Nullable Object>> all = new ArrayList<>();
      List<List<@Nullable Object>> forPeople = new ArrayList<>();
      for (ArtifactDescriptor artifact : found.artifacts()) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(artifact.name());
        row.add(artifact.sizeBytes());
        row.add(artifact.mediaType());
        row.add(artifact.serializer());
        row.add(artifact.sha256());
        all.add(row);
        List<@Nullable Object> shown = new ArrayList<>();
        shown.add(artifact.name());
        shown.add(Show.bytes(artifact.sizeBytes()));
        shown.add(artifact.mediaType());
        forPeople.add(shown);
      }
      return new CommandResult.Rows(
          ExitCode.OK,
          Table.of(List.of("name", "size_bytes", "media_type", "serializer", "sha256"), all),
          Table.of(List.of("name", "size", "media_type"), forPeople));
    }
  }
}
