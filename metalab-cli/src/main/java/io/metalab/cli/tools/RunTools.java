package io.metalab.cli.tools;

import io.metalab.cli.CommandCalls;
import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolHints;
import io.metalab.cli.mcp.ToolInput;
import java.util.List;

/** Tools that ask of runs, alone and in groups. */
final class RunTools {
  private RunTools() {}

  static Tool listRuns(CommandCalls calls) {
    InputField sort =
        InputField.texts("sort", "Fields to order by, each maybe with :desc, such as loss:desc.");
    InputField columns =
        InputField.texts(
            "columns", "Fields to return, such as id or metrics.loss; all unless given.");
    return new Tool(
        "list_runs",
        "List runs: filter, sort, choose fields, page.",
        ToolInput.of(
            MetalabTools.STUDY, MetalabTools.WHERE, sort, columns, Pages.LIMIT, Pages.CURSOR),
        ToolHints.LOOKS,
        (arguments, progress) ->
            Words.of("ls")
                .options("--where", arguments.texts("where"))
                .options("--sort", arguments.texts(sort.name()))
                .options("--cols", arguments.texts(columns.name()))
                .option("--limit", arguments.whole("limit"))
                .option("--skip", Pages.skipped(arguments))
                .then(arguments.findText("study").stream().toList())
                .call(calls));
  }

  static Tool getRun(CommandCalls calls) {
    return new Tool(
        "get_run",
        "Show one run: params, seed, metrics, artifacts, tags, notes, error, provenance, and"
            + " earlier attempts.",
        ToolInput.of(MetalabTools.RUN.required()),
        ToolHints.LOOKS,
        (arguments, progress) -> Words.of("show").then(List.of(arguments.text("run"))).call(calls));
  }

  static Tool aggregateRuns(CommandCalls calls) {
    InputField studies =
        InputField.texts("studies", "Names or name:version; several are compared with each other.")
            .required();
    InputField by =
        InputField.texts(
            "by", "Fields that make a group; all params, over their seeds, unless given.");
    InputField metric =
        InputField.text("metric", "The metric; that of the study's goal unless given.");
    InputField baseline =
        InputField.texts(
            "baseline", "The values of by of the group to compare with, or best; the first one.");
    return new Tool(
        "aggregate_runs",
        "Summarise a metric over groups of runs: n, mean, standard deviation, 95 % confidence"
            + " interval, and the change against one of the groups.",
        ToolInput.of(studies, by, metric, MetalabTools.WHERE, baseline, Pages.LIMIT, Pages.CURSOR),
        ToolHints.LOOKS,
        (arguments, progress) ->
            Pages.of(
                Words.of("compare")
                    .options("--by", arguments.texts(by.name()))
                    .option("--metric", arguments.findText(metric.name()))
                    .options("--where", arguments.texts("where"))
                    .options("--baseline", arguments.texts(baseline.name()))
                    .then(arguments.texts(studies.name()))
                    .call(calls),
                arguments));
  }

  static Tool compareRuns(CommandCalls calls) {
    InputField other = InputField.text("other", "The run to compare it with.").required();
    return new Tool(
        "compare_runs",
        "Show in what two runs differ: identity, params, status, metrics, artifacts, environment;"
            + " artifacts that are text line by line.",
        ToolInput.of(
            MetalabTools.RUN.required(),
            other,
            InputField.flag("all", "Return equal fields, too, and times, tags and notes.")),
        ToolHints.LOOKS,
        (arguments, progress) ->
            Words.of("diff")
                .flag("--all", arguments.flag("all"))
                .then(List.of(arguments.text("run"), arguments.text(other.name())))
                .call(calls));
  }

  static Tool listFailures(CommandCalls calls) {
    return new Tool(
        "list_failures",
        "Group the failures of runs by kind: type, message without what differs, place in the"
            + " code, how many, and which runs.",
        ToolInput.of(MetalabTools.STUDY, MetalabTools.WHERE, Pages.LIMIT, Pages.CURSOR),
        ToolHints.LOOKS,
        (arguments, progress) ->
            Pages.of(
                Words.of("failures")
                    .options("--where", arguments.texts("where"))
                    .then(arguments.findText("study").stream().toList())
                    .call(calls),
                arguments));
  }
}
