package io.metalab.cli.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.capture.Artifacts;
import io.metalab.capture.Serializers;
import io.metalab.cli.CommandCalls;
import io.metalab.cli.RunRefs;
import io.metalab.cli.mcp.Arguments;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolAnswer;
import io.metalab.cli.mcp.ToolHints;
import io.metalab.cli.mcp.ToolInput;
import io.metalab.cli.mcp.Utf8;
import io.metalab.cli.output.TextBytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools that look at the files of runs. */
final class ArtifactTools {
  private static final InputField MOST =
      InputField.whole("max_bytes", "At most this many bytes of text.", 4, 96 << 10, 16 << 10);

  private ArtifactTools() {}

  static Tool listArtifacts(CommandCalls calls) {
    return new Tool(
        "list_artifacts",
        "List the artifacts of a run: name, size, media type, serializer, digest.",
        ToolInput.of(MetalabTools.RUN.required(), Pages.LIMIT, Pages.CURSOR),
        ToolHints.LOOKS,
        (arguments, progress) ->
            Pages.of(
                Words.of("artifact", "ls").then(List.of(arguments.text("run"))).call(calls),
                arguments));
  }

  static Tool previewArtifact(CommandCalls calls) {
    InputField name = InputField.text("name", "The name of an artifact of the run.").required();
    return new Tool(
        "preview_artifact",
        "Show the beginning of an artifact that is text; of any other what is known of it, such as"
            + " the shape of an array.",
        ToolInput.of(MetalabTools.RUN.required(), name, MOST),
        ToolHints.LOOKS,
        (arguments, progress) -> calls.ask(context -> preview(context.readStore(), arguments)));
  }

  private static ToolAnswer preview(Store store, Arguments arguments) {
    RunRecord record = new RunRefs(store).find(arguments.text("run"));
    ArtifactDescriptor artifact = Artifacts.find(record, arguments.text("name"));
    byte[] bytes = beginning(store, artifact, (int) arguments.whole(MOST.name()));
    boolean whole = bytes.length == artifact.sizeBytes();
    byte[] characters = whole ? bytes : Arrays.copyOf(bytes, Utf8.wholeCharacters(bytes));
    String text = TextBytes.isBeginning(characters) ? new String(characters, UTF_8) : null;
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("run", record.runId().hex());
    data.put("name", artifact.name());
    data.put("media_type", artifact.mediaType());
    data.put("serializer", artifact.serializer());
    data.put("size_bytes", artifact.sizeBytes());
    data.put("sha256", artifact.sha256());
    data.put("metadata", artifact.metadata());
    data.put("text", text);
    data.put("complete", text != null && whole);
    return ToolAnswer.of(data);
  }

  private static byte[] beginning(Store store, ArtifactDescriptor artifact, int most) {
    Artifacts artifacts =
        new Artifacts(store, Serializers.load(ArtifactTools.class.getClassLoader()));
    try (InputStream in = artifacts.open(artifact)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.STORE_UNUSABLE,
          "The artifact '%s' cannot be read: %s".formatted(artifact.name(), e.getMessage()),
          e);
    }
  }
}
