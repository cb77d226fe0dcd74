package io.metalab.cli.command;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Show;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.json.Json;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.registry.DidYouMean;
import io.metalab.core.registry.Operations;
import io.metalab.core.registry.UserClassPath;
import io.metalab.core.study.StudySchema;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What operations there are and what they take. */
@Command(
    name = "op",
    description = "List and describe operations.",
    subcommands = {OpCommand.Ls.class, OpCommand.ShowOperation.class})
public final class OpCommand {
  /** Lists the operations. */
  @Command(
      name = "ls",
      description = "List the operations on the class path.",
      footer = "metalab op ls")
  public static final class Ls implements CliCommand {
    @Option(
        names = "--classpath",
        split = ":",
        paramLabel = "PATH",
        description = "Directories and jars of further operations.")
    List<String> classPath = List.of();

    @Override
    public CommandResult run(CliContext context) {
      List<List<@Nullable Object>> rows = new ArrayList<>();
      for (BoundOperation operation : operations(context, classPath).all()) {
        OperationSpec spec = operation.spec();
        rows.add(
            Arrays.asList(spec.key(), spec.version(), (long) spec.parameters().size(), spec.doc()));
      }
      return CommandResult.of(List.of("key", "version", "params", "doc"), rows);
    }
  }

  /** Describes one operation. */
  @Command(
      name = "show",
      description =
          "Describe an operation: parameters with types, units and ranges, metrics, artifacts.",
      footer = {"metalab op show train", "metalab op show --schema"})
  public static final class ShowOperation implements CliCommand {
    @Parameters(
        arity = "0..1",
        paramLabel = "OPERATION",
        description = "Key or class name of the operation; may be left out with --schema.")
    String operation = "";

    @Option(
        names = "--classpath",
        split = ":",
        paramLabel = "PATH",
        description = "Directories and jars of further operations.")
    List<String> classPath = List.of();

    @Option(
        names = "--schema",
        description =
            "Print the JSON Schema of study files, of the operation or of any, for editors.")
    boolean schema;

    @Override
    public CommandResult run(CliContext context) {
      if (operation.isEmpty()) {
        return ofAny();
      }
      if (Files.isRegularFile(context.path(operation))) {
        throw CliException.usage(
            "An operation is named by its key or class; %s is a file.".formatted(operation),
            "metalab op ls");
      }
      Operations operations = operations(context, classPath);
      boolean typingError = DidYouMean.closest(operation, operations.keys()).isPresent();
      BoundOperation found =
          operation.contains(".") && !typingError
              ? operations.byClassName(operation)
              : operations.byKey(operation);
      if (schema) {
        return schema(StudySchema.of(found.spec()));
      }
      return CommandResult.of(
          data(found.spec(), found.className()), terminal -> show(found.spec(), terminal));
    }

    private CommandResult ofAny() {
      if (!schema) {
        throw CliException.usage("metalab op show needs OPERATION.", "metalab op ls");
      }
      return schema(StudySchema.any());
    }

    private static CommandResult schema(Map<String, Object> document) {
      return CommandResult.of(
          document, terminal -> Json.pretty(document).lines().forEach(terminal::out));
    }

    private static Map<String, Object> data(OperationSpec spec, String className) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("key", spec.key());
      data.put("version", spec.version());
      data.put("class", className);
      data.put("doc", spec.doc());
      data.put("open", spec.open());
      data.put("parameters", spec.parameters().stream().map(ShowOperation::parameter).toList());
      data.put("metrics", spec.metrics());
      data.put("artifacts", spec.artifacts());
      return data;
    }

    private static Map<String, @Nullable Object> parameter(ParameterSpec parameter) {
      Map<String, @Nullable Object> data = new LinkedHashMap<>();
      data.put("name", parameter.name());
      data.put("type", parameter.type().wireName());
      data.put("unit", parameter.unit());
      data.put("min", Double.isFinite(parameter.min()) ? parameter.min() : null);
      data.put("max", Double.isFinite(parameter.max()) ? parameter.max() : null);
      data.put("choices", parameter.choices());
      data.put("required", parameter.required());
      data.put("default", parameter.defaultValue());
      data.put("doc", parameter.doc());
      return data;
    }

    private static void show(OperationSpec spec, Terminal terminal) {
      terminal.outFolded(terminal.paint(Colour.BOLD, spec.qualifiedKey()) + "  " + spec.doc());
      if (spec.open()) {
        terminal.out("  takes any parameters");
      }
      section(terminal, "parameters", parameters(spec));
      section(terminal, "metrics", spec.metrics());
      section(terminal, "artifacts", spec.artifacts());
    }

    private static Map<String, String> parameters(OperationSpec spec) {
      Map<String, String> lines = new LinkedHashMap<>();
      for (ParameterSpec parameter : spec.parameters()) {
        StringBuilder line = new StringBuilder(parameter.type().wireName());
        if (!parameter.unit().isEmpty()) {
          line.append(' ').append(parameter.unit());
        }
        if (Double.isFinite(parameter.min()) || Double.isFinite(parameter.max())) {
          line.append(' ').append(range(parameter.min(), parameter.max()));
        }
        if (!parameter.choices().isEmpty()) {
          line.append(" of ").append(Show.value(parameter.choices()));
        }
        line.append(parameter.required() ? ", required" : standard(parameter.defaultValue()));
        line.append(parameter.doc().isEmpty() ? "" : "  " + parameter.doc());
        lines.put(parameter.name(), line.toString());
      }
      return lines;
    }

    /** Returns what holds when no value is given, with words for nothing and for an empty text. */
    private static String standard(@Nullable Object value) {
      if (value == null) {
        return ", optional";
      }
      return ", default " + (value.equals("") ? "''" : Show.value(value));
    }

    private static String range(double min, double max) {
      if (!Double.isFinite(max)) {
        return "of at least " + Show.number(min);
      }
      return Double.isFinite(min)
          ? "in [%s, %s]".formatted(Show.number(min), Show.number(max))
          : "of at most " + Show.number(max);
    }

    private static void section(Terminal terminal, String title, Map<String, String> lines) {
      if (lines.isEmpty()) {
        return;
      }
      terminal.out(title);
      int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
      lines.forEach(
          (name, text) ->
              terminal.outFolded(
                  ("  " + name + " ".repeat(width - name.length()) + "  " + text).stripTrailing()));
    }
  }

  @SuppressWarnings("MustBeClosedChecker")
  private static Operations operations(CliContext context, List<String> classPath) {
    ClassLoader loader = context.environment().loader();
    if (classPath.isEmpty()) {
      return new Operations(loader);
    }
    UserClassPath user = UserClassPath.resolve(classPath, context.environment().directory());
    return new Operations(user.open(loader));
  }
}
