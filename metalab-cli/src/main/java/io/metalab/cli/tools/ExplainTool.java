package io.metalab.cli.tools;

import io.metalab.api.store.Store;
import io.metalab.cli.CommandCalls;
import io.metalab.cli.Manifests;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolException;
import io.metalab.cli.mcp.ToolHints;
import io.metalab.cli.mcp.ToolInput;
import io.metalab.cli.study.StudySources;
import io.metalab.core.study.StudyManifest;
import java.util.List;
import java.util.regex.Pattern;

/** The tool that explains ids. */
final class ExplainTool {
  private static final Pattern DATA = Pattern.compile(".*\\.(ya?ml|json)");
  private static final InputField SUBJECT =
      InputField.text(
              "subject",
              "A run, a study of the store, or a study file (YAML or JSON) below the directory of"
                  + " the server.")
          .required();

  private ExplainTool() {}

  static Tool explainRun(CommandCalls calls, RootDirectory root) {
    InputField against =
        InputField.text(
            "against", "A run or study to compare with; the nearest runs of the same study.");
    return new Tool(
        "explain_run",
        "Explain ids: which input differs from stored runs, and what would be reused. Of a run it"
            + " returns the text whose SHA-256 is the id.",
        ToolInput.of(SUBJECT, against),
        ToolHints.LOOKS,
        (arguments, progress) -> {
          String subject = subject(calls, root, arguments.text(SUBJECT.name()));
          return Words.of("why")
              .option("--against", arguments.findText(against.name()))
              .then(List.of(subject))
              .call(calls);
        });
  }

  /**
   * A file may lie where clients may look alone; what has to be executed to tell what it declares
   * is refused.
   */
  private static String subject(CommandCalls calls, RootDirectory root, String text) {
    if (!calls.ask(context -> StudySources.isFile(context, text))) {
      if (calls.ask(context -> isProgram(context.readStoreOrNone(), text))) {
        throw refused("a study that a program declares, which would have to be run");
      }
      return text;
    }
    String file = root.file(SUBJECT.name(), text).toString();
    if (!DATA.matcher(file).matches()) {
      throw refused("a file that is neither YAML nor JSON");
    }
    return file;
  }

  private static boolean isProgram(Store store, String text) {
    return Manifests.of(store).all(text).stream().anyMatch(StudyManifest::declaredInJava);
  }

  private static ToolException refused(String what) {
    return ToolException.argument(
        SUBJECT.name(),
        "The argument subject names %s.".formatted(what),
        "metalab why explains it on the command line; of its runs this tool does");
  }
}
