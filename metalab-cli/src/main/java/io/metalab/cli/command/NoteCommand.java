package io.metalab.cli.command;

import io.metalab.api.RunRecord;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.RunRefs;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Adds a remark to a run. */
@Command(
    name = "note",
    description = {
      "Add a remark to a run; metalab show prints all of them.",
      "Remarks are outside a run's id and results. They are added, never changed."
    },
    footer = "metalab note @best \"looks too good; check the split\"")
public final class NoteCommand implements CliCommand {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "First digits of an id, @last, @best or @failed.")
  String run = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "The remark.")
  List<String> words = List.of();

  @Override
  public CommandResult run(CliContext context) {
    String text = String.join(" ", words).strip();
    if (text.isEmpty()) {
      throw CliException.usage("The remark is empty.", "metalab note %s TEXT".formatted(run));
    }
    Store store = context.writeStore();
    AnnotationStore annotations = Annotations.of(store);
    RunRecord record = new RunRefs(store).find(run);
    annotations.note(record.runId(), text);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("run", record.runId().hex());
    data.put("note", text);
    data.put("notes", (long) record.notes().size() + 1);
    return CommandResult.of(
        data, terminal -> terminal.out("noted on %s".formatted(record.runId().shortHex())));
  }
}
