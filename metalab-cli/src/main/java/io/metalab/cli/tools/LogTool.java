package io.metalab.cli.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import io.metalab.cli.CommandCalls;
import io.metalab.cli.RunRefs;
import io.metalab.cli.mcp.Arguments;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolAnswer;
import io.metalab.cli.mcp.ToolHints;
import io.metalab.cli.mcp.ToolInput;
import io.metalab.cli.mcp.Utf8;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tool that reads logs by offset, so that a client can follow them. */
final class LogTool {
  private static final InputField OFFSET =
      InputField.whole(
          "offset",
          "Where to start, in bytes: 0, or the next_offset of the answer before.",
          0,
          1L << 50,
          0);
  private static final InputField MOST =
      InputField.whole("max_bytes", "At most this many bytes.", 4, 96 << 10, 32 << 10);

  private LogTool() {}

  static Tool readRunLog(CommandCalls calls) {
    return new Tool(
        "read_run_log",
        "Read what a run logged and printed, also while it runs: text from an offset, the offset"
            + " to go on at, and eof once there will be no more.",
        ToolInput.of(MetalabTools.RUN.required(), OFFSET, MOST),
        ToolHints.LOOKS,
        (arguments, progress) -> calls.ask(context -> read(context.readStore(), arguments)));
  }

  private static ToolAnswer read(Store store, Arguments arguments) {
    RunRecord record = new RunRefs(store).find(arguments.text("run"));
    StreamKey stream = new StreamKey(record.runId(), record.attempt(), StreamKey.Kind.LOG);
    long offset = arguments.whole(OFFSET.name());
    byte[] bytes = store.read(stream, offset, (int) arguments.whole(MOST.name()));
    int whole = Utf8.wholeCharacters(bytes);
    boolean last =
        record.status().isFinished() && store.read(stream, offset + bytes.length, 1).length == 0;
    // What is cut off at the very end will never be whole.
    int taken = last ? bytes.length : whole;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", record.runId().hex());
    data.put("attempt", record.attempt());
    data.put("status", record.status().wireName());
    data.put("text", new String(bytes, 0, taken, UTF_8));
    data.put("next_offset", offset + taken);
    data.put("eof", last);
    return ToolAnswer.of(data);
  }
}
