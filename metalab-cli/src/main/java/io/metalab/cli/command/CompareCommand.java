package io.metalab.cli.command;

import io.metalab.api.Goal;
import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.cli.output.KeyText;
import io.metalab.cli.terminal.Show;
import io.metalab.core.frame.FrameQuery;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.MetricCells;
import io.metalab.core.frame.Statistic;
import io.metalab.core.frame.StudyFrame;
import io.metalab.core.frame.SweptParams;
import io.metalab.core.json.ValueText;
import io.metalab.core.stats.BestConfiguration;
import io.metalab.core.where.FieldNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
      "metalab compare koopman --by lr,width --paired --baseline best",
      "metalab compare koopman --effects",
      "metalab compare koopman --metric loss --by width --baseline 16 --fail-if \"loss > 2 * base\""
    })
public final class CompareCommand implements CliCommand {
  private static final String STUDY = "record.study";
  private static final List<String> BEST = List.of("best");

  @Parameters(
      arity = "1..*",
      paramLabel = "STUDY",
      description = "Names or name:version; several are compared with each other.")
  List<String> studies = List.of();

  @Option(
      names = "--metric",
      paramLabel = "FIELD",
      description = "What is compared; the goal's metric unless given.")
  @Nullable String metric;

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "FIELD",
      description = "What makes a group; the study if there are several, else all params.")
  List<String> by = List.of();

  @Option(names = "--where", paramLabel = "EXPR", description = "Only runs for which this holds.")
  List<String> where = List.of();

  @Option(
      names = "--baseline",
      split = ",",
      paramLabel = "VALUE",
      description =
          "Values of --by of the group to compare with, or best; the first group unless given.")
  List<String> baseline = List.of();

  @Option(
      names = "--paired",
      description = "Differences over equal seeds and equal other params, with tests.")
  boolean paired;

  @Option(
      names = "--effects",
      description = "How the metric changes with each field of --by by itself.")
  boolean effects;

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
    Goal goal = Manifests.of(store).goal(ids.get(0));
    String field = field(goal, ids.get(0));
    if (effects) {
      return effects(query, field);
    }
    List<String> fields = by.isEmpty() && ids.size() > 1 ? List.of(STUDY) : by;
    List<Group> groups =
        (fields.isEmpty() ? query.replicates() : query.groupBy(fields)).aggregate(field);
    if (groups.isEmpty()) {
      throw CliException.usage("There are no runs to compare.", "metalab ls " + studies.get(0));
    }
    MetricCells cells = query.cells(List.copyOf(groups.get(0).key().keySet()), field);
    Group base = base(groups, cells, goal);
    Comparison comparison = new Comparison(groups, base, cells);
    List<Group> failing = failIf == null ? List.of() : comparison.failing(failIf);
    ComparisonFindings findings = new ComparisonFindings(cells, base, failIf, failing);
    for (Group group : failing) {
      context
          .terminal()
          .err("gate: %s holds for %s".formatted(failIf, comparison.description(group)));
    }
    if (!context.quiet()) {
      best(cells, base).ifPresent(context.terminal()::err);
      findings.remarks().forEach(context.terminal()::err);
    }
    int exitCode = failing.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    if (paired) {
      PairedTable pairs = PairedTable.of(cells, base.key());
      return new CommandResult.Rows(exitCode, findings.in(pairs.table()), pairs.forPeople());
    }
    return new CommandResult.Rows(
        exitCode, findings.in(comparison.table()), comparison.forPeople());
  }

  private String field(Goal goal, String study) {
    String asked = metric == null ? goal.metric() : metric;
    if (asked.isEmpty()) {
      throw CliException.usage(
          "The study %s has no goal, so that the metric must be given.".formatted(study),
          "--metric FIELD");
    }
    return asked;
  }

  private CommandResult effects(FrameQuery query, String field) {
    if (paired || failIf != null || !baseline.isEmpty()) {
      throw CliException.usage(
          "--effects compares with nothing: it excludes --paired, --baseline and --fail-if.", "");
    }
    return new CommandResult.Rows(
        ExitCode.OK, EffectsTable.of(query, by.isEmpty() ? SweptParams.of(query) : by, field));
  }

  /** Says which group is the baseline, if that was asked. */
  private Optional<String> best(MetricCells cells, Group base) {
    Statistic statistic = base.statistic(cells.metric());
    return baseline.equals(BEST)
        ? Optional.of(
            "best: %s (mean %s, n=%d)"
                .formatted(KeyText.of(base.key()), Show.number(statistic.mean()), statistic.n()))
        : Optional.empty();
  }

  private Group base(List<Group> groups, MetricCells cells, Goal goal) {
    List<String> keys = new ArrayList<>();
    for (Group group : groups) {
      List<String> key = group.key().values().stream().map(ValueText::plain).toList();
      if (baseline.isEmpty() || key.equals(baseline)) {
        return group;
      }
      keys.add(String.join(",", key));
    }
    if (baseline.equals(BEST)) {
      return best(groups, cells, goal);
    }
    throw CliException.usage(
        "No group is %s.".formatted(String.join(",", baseline)),
        "the groups are " + String.join("  ", keys));
  }

  private static Group best(List<Group> groups, MetricCells cells, Goal goal) {
    if (goal.isNone() || !FieldNames.candidates(goal.metric()).toList().contains(cells.metric())) {
      throw CliException.usage(
          "Only the goal of a study tells which group is best, and %s is not it."
              .formatted(FieldNames.bare(cells.metric())),
          goal.isNone() ? "--baseline VALUE" : "--metric " + goal.metric());
    }
    Map<String, @Nullable Object> key =
        BestConfiguration.of(cells, goal.minimize())
            .orElseThrow(() -> CliException.usage("No group has a mean, so that none is best.", ""))
            .key();
    return groups.stream().filter(group -> group.key().equals(key)).findFirst().orElseThrow();
  }
}
