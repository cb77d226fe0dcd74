package io.metalab.cli.command;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.store.Store;
import io.metalab.capture.Artifacts;
import io.metalab.capture.Serializers;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies artifacts out of the store. */
@Command(
    name = "get",
    description = {
      "Copy an artifact, or all of a run, out of the store.",
      "Digests are checked; a file is there whole or not at all, and none is overwritten."
    },
    footer = {
      "metalab artifact get @best:report.txt -o best.txt",
      "metalab artifact get @best -o best"
    })
public final class ArtifactGet implements CliCommand {
  @Parameters(paramLabel = "RUN[:NAME]", description = ArtifactCommand.REF + ", and an artifact.")
  String reference = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "PATH",
      description =
          "File for one artifact, or a directory; here, or in a directory named by the id for all.")
  @Nullable String output;

  @Option(names = "--overwrite", description = "Replace files that are there.")
  boolean overwrite;

  /** An artifact and the file that it is copied to. */
  private record Copy(ArtifactDescriptor artifact, Path file) {}

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStore();
    ArtifactRef found = ArtifactRef.find(store, reference);
    Path directory;
    List<Copy> copies = new ArrayList<>();
    if (found.isNamed()) {
      ArtifactDescriptor artifact = found.artifacts().get(0);
      Path file = file(context, artifact);
      directory = file.resolveSibling("");
      copies.add(new Copy(artifact, file));
    } else {
      directory = context.path(output == null ? found.record().runId().shortHex() : output);
      for (ArtifactDescriptor artifact : found.artifacts()) {
        copies.add(new Copy(artifact, directory.resolve(artifact.name())));
      }
    }
    ArtifactCopier copier =
        new ArtifactCopier(
            new Artifacts(store, Serializers.load(ArtifactGet.class.getClassLoader())),
            directory,
            overwrite);
    copies.forEach(copy -> copier.check(copy.file()));
    copies.forEach(copy -> copier.copy(copy.artifact(), copy.file()));
    return CommandResult.of(
        data(found, copies), terminal -> show(found, copies, context, terminal));
  }

  private Path file(CliContext context, ArtifactDescriptor artifact) {
    String name = artifact.name().substring(artifact.name().lastIndexOf('/') + 1);
    if (output == null) {
      return context.path(name);
    }
    Path path = context.path(output);
    return output.endsWith("/") || Files.isDirectory(path) ? path.resolve(name) : path;
  }

  private static Map<String, Object> data(ArtifactRef found, List<Copy> copies) {
    List<Map<String, Object>> files = new ArrayList<>();
    for (Copy copy : copies) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("name", copy.artifact().name());
      file.put("file", copy.file().toString());
      file.put("size_bytes", copy.artifact().sizeBytes());
      file.put("sha256", copy.artifact().sha256());
      files.add(file);
    }
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", found.record().runId().hex());
    data.put("files", files);
    return data;
  }

  private static void show(
      ArtifactRef found, List<Copy> copies, CliContext context, Terminal terminal) {
    if (copies.isEmpty()) {
      terminal.err("the run %s has no artifacts".formatted(found.record().runId().shortHex()));
    }
    for (Copy copy : copies) {
      terminal.err(
          "wrote %s  %s"
              .formatted(context.shown(copy.file()), Show.bytes(copy.artifact().sizeBytes())));
    }
  }
}
