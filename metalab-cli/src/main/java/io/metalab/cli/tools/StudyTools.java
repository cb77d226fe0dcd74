package io.metalab.cli.tools;

import io.metalab.cli.CommandCalls;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolHints;
import io.metalab.cli.mcp.ToolInput;
import java.util.List;

/** Tools that see, start and stop studies. */
final class StudyTools {
  private StudyTools() {}

  static Tool listStudies(CommandCalls calls) {
    return new Tool(
        "list_studies",
        "List the studies of the store: how many runs each has by status, how many are left, and"
            + " how many processes execute it now.",
        ToolInput.of(Pages.LIMIT, Pages.CURSOR),
        ToolHints.LOOKS,
        (arguments, progress) -> Pages.of(Words.of("status").call(calls), arguments));
  }

  static Tool startStudy(CommandCalls calls, RootDirectory root) {
    InputField study =
        InputField.text("study", "A study file or Java file below the directory of the server.")
            .required();
    InputField params =
        InputField.texts("params", "Parameters to set, each as NAME=V or as an axis NAME=V,V.");
    return new Tool(
        "start_study",
        "Execute what the store does not hold yet of a study, in a process of its own: what is done"
            + " is reused, what failed is tried again. Returns when its runs begin; list_studies"
            + " tells how far it is. It runs the programs that the study names.",
        ToolInput.of(
            study,
            params,
            InputField.whole("workers", "Runs at once; 0 for one per processor.", 0, 4096, 0),
            InputField.flag("skip_failed", "Do not try runs again that failed before.")),
        new ToolHints(false, false, true, true),
        (arguments, progress) -> {
          String file = root.file(study.name(), arguments.text(study.name())).toString();
          progress.tell("planning, then waiting for the first runs");
          Words words = Words.of("run", "--detach").options("-p", arguments.texts(params.name()));
          if (arguments.whole("workers") > 0) {
            words.option("--workers", arguments.whole("workers"));
          }
          return words
              .flag("--skip-failed", arguments.flag("skip_failed"))
              .then(List.of(file))
              .call(calls);
        });
  }

  static Tool cancelStudy(CommandCalls calls) {
    InputField study =
        InputField.text("study", "Name or name:version of a study of the store.").required();
    return new Tool(
        "cancel_study",
        "Ask the processes that execute a study to stop: they start no more runs, and those that"
            + " run may finish unless now is set. Returns without waiting; list_studies tells when"
            + " none is left.",
        ToolInput.of(study, InputField.flag("now", "Cancel the runs that are executed, too.")),
        new ToolHints(false, true, true, false),
        (arguments, progress) ->
            Words.of("cancel", "--wait=0s")
                .flag("--now", arguments.flag("now"))
                .then(List.of(arguments.text(study.name())))
                .call(calls));
  }
}
