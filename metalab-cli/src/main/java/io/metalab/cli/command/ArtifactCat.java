package io.metalab.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.store.Store;
import io.metalab.capture.Artifacts;
import io.metalab.capture.Serializers;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.output.TextBytes;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints an artifact. */
@Command(
    name = "cat",
    description = {
      "Print an artifact as it is. Its digest is checked while it is read.",
      "A terminal gets text alone, without what would command it."
    },
    footer = "metalab artifact cat @best:report.txt")
public final class ArtifactCat implements CliCommand {
  private static final long MOST_JSON_BYTES = 16L << 20;
  private static final int LOOKED_AT = 8 << 10;

  @Parameters(
      paramLabel = "RUN:NAME",
      description =
          ArtifactCommand.REF + " and an artifact of it; the name may be left out of one.")
  String reference = "";

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStore();
    ArtifactRef found = ArtifactRef.find(store, reference);
    ArtifactDescriptor artifact = only(found);
    Artifacts artifacts =
        new Artifacts(store, Serializers.load(ArtifactCat.class.getClassLoader()));
    if (context.json()) {
      return CommandResult.of(document(found, artifact, artifacts), terminal -> {});
    }
    Terminal terminal = context.terminal();
    return new CommandResult.Content(
        ExitCode.OK,
        out -> {
          try (InputStream in = new BufferedInputStream(artifacts.open(artifact), LOOKED_AT)) {
            if (terminal.outTerminal()) {
              show(found, artifact, in, terminal);
            } else {
              in.transferTo(out);
            }
          }
        });
  }

  private ArtifactDescriptor only(ArtifactRef found) {
    if (found.artifacts().size() == 1) {
      return found.artifacts().get(0);
    }
    throw CliException.usage(
        "The run %s has %s; name one as in RUN:NAME."
            .formatted(
                found.record().runId().shortHex(),
                Show.count(found.artifacts().size(), "artifact")),
        "metalab artifact ls " + reference);
  }

  private static void show(
      ArtifactRef found, ArtifactDescriptor artifact, InputStream in, Terminal terminal)
      throws IOException {
    in.mark(LOOKED_AT);
    if (!TextBytes.isBeginning(in.readNBytes(LOOKED_AT))) {
      throw CliException.usage(
          "The artifact %s (%s, %s) is not text and would garble the terminal."
              .formatted(artifact.name(), artifact.mediaType(), Show.bytes(artifact.sizeBytes())),
          "metalab artifact get %s:%s, or pipe it into a program"
              .formatted(found.record().runId().shortHex(), artifact.name()));
    }
    in.reset();
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      terminal.out(Show.printable(line.replace("\t", "    ")));
    }
  }

  private static Map<String, Object> document(
      ArtifactRef found, ArtifactDescriptor artifact, Artifacts artifacts) {
    if (artifact.sizeBytes() > MOST_JSON_BYTES) {
      throw CliException.usage(
          "The artifact %s (%s) is too large for a document; the most is %s."
              .formatted(
                  artifact.name(), Show.bytes(artifact.sizeBytes()), Show.bytes(MOST_JSON_BYTES)),
          "metalab artifact get %s:%s"
              .formatted(found.record().runId().shortHex(), artifact.name()));
    }
    byte[] bytes = artifacts.bytes(artifact);
    Optional<String> text = TextBytes.decode(bytes);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", found.record().runId().hex());
    data.put("name", artifact.name());
    data.put("media_type", artifact.mediaType());
    data.put("size_bytes", artifact.sizeBytes());
    data.put("sha256", artifact.sha256());
    data.put("encoding", text.isPresent() ? "utf-8" : "base64");
    data.put("content", text.orElseGet(() -> Base64.getEncoder().encodeToString(bytes)));
    return data;
  }
}
