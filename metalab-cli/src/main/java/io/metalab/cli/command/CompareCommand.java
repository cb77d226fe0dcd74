package io.metalab.cli.command;

import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.json.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares configurations, or studies, by a metric. */
@Command(
    name = "compare",
    description =
        "Compare groups of runs by a metric: mean, sd, n, 95 %% interval, change against one of"
            + " them.",
    footer = {
      "metalab compare koopman --metric loss --by width",
      "metalab compare koopman --metric loss --by width --baseline 16 --fail-if \"loss > 2 * base\""
    })
public final class CompareCommand implements CliCommand {
  private static final String STUDY = "record.study";

  @Parameters(
      arity = "1..*",
      paramLabel = "STUDY",
      description = "Names or name:version; several are compared with each other.")
  List<String> studies = List.of();

  @Option(
      names = "--metric",
      required = true,
      paramLabel = "FIELD",
      description = "What is compared.")
  String metric = "";

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "FIELD",
      description = "What makes a group; the study if there are several, else all params.")
  List<String> by = List.of();

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description = "Compare the runs for which this holds alone.")
  List<String> where = List.of();

  @Option(
      names = "--baseline",
      split = ",",
      paramLabel = "VALUE",
      description = "Values of --by of the group to compare with; the first group unless given.")
  List<String> baseline = List.of();

  @Option(
      names = "--fail-if",
      paramLabel = "EXPR",
      description = "End with code 3 if this holds for a group, as in \"loss > 1.05 * base\".")
  @Nullable String failIf;

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStore();
    List<String> ids = studies.stream().map(study -> Studies.find(store, study)).toList();
    FrameQuery query = StudyFrame.of(store, ids.size() == 1 ? ids.get(0) : "").all();
    if (ids.size() > 1) {
      query =
          query.where(
              ids.stream()
                  .map(id -> "'" + id + "'")
                  .collect(Collectors.joining(", ", STUDY + " in [", "]")));
    }
    for (String expression : where) {
      query = query.where(expression);
    }
    List<String> fields = by.isEmpty() && ids.size() > 1 ? List.of(STUDY) : by;
    List<Group> groups =
        (fields.isEmpty() ? query.replicates() : query.groupBy(fields)).aggregate(metric);
    if (groups.isEmpty()) {
      throw CliException.usage("There are no runs to compare.", "metalab ls " + studies.get(0));
    }
    Comparison comparison = new Comparison(groups, base(groups), query);
    List<String> failed = failIf == null ? List.of() : comparison.failing(failIf);
    failed.forEach(
        group -> context.terminal().err("gate: %s holds for %s".formatted(failIf, group)));
    return new CommandResult.Rows(
        failed.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS,
        comparison.table(),
        comparison.forPeople());
  }

  private Group base(List<Group> groups) {
    List<String> keys = new ArrayList<>();
    for (Group group : groups) {
      List<String> key = group.key().values().stream().map(ValueText::plain).toList();
      if (baseline.isEmpty() || key.equals(baseline)) {
        return group;
      }
      keys.add(String.join(",", key));
    }
    throw CliException.usage(
        "No group is %s.".formatted(String.join(",", baseline)),
        "the groups are " + String.join("  ", keys));
  }
}
