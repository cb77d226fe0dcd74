package io.metalab.cli.command;

import io.metalab.api.store.Store;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.output.ExitCode;
import io.metalab.core.results.Grouping;
import io.metalab.core.results.Results;
import io.metalab.core.results.Table;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists runs, or groups of runs. */
@Command(
    name = "ls",
    description = {
      "List runs: filter, sort, select columns, group.",
      "A field is params.NAME, metrics.NAME, derived.NAME or record.NAME; the name alone will do"
          + " where it is clear."
    },
    footer = {
      "metalab ls koopman --where \"status == 'success' && lr < 0.1\" --sort loss --limit 5",
      "metalab ls koopman --replicates --metric loss --format markdown",
      "metalab ls koopman --where \"tag in ['keep']\" --cols id,loss --format csv"
    })
public final class LsCommand implements CliCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "STUDY",
      description = "Name or name:version; all studies of the store unless given.")
  @Nullable String study;

  @Option(
      names = "--where",
      paramLabel = "EXPR",
      description = "Keep runs such as \"params.lr > 0.01 && status == 'failed'\".")
  List<String> where = List.of();

  @Option(
      names = "--sort",
      split = ",",
      paramLabel = "FIELD[:desc]",
      description = "Order by fields.")
  List<String> sort = List.of();

  @Option(
      names = "--group-by",
      split = ",",
      paramLabel = "FIELD",
      description =
          "One line per group: n, and mean and sd of each metric; --cols adds runs, M.sem, M.n.")
  List<String> groupBy = List.of();

  @Option(names = "--replicates", description = "One line per point, over its seeds.")
  boolean replicates;

  @Option(
      names = "--metric",
      split = ",",
      paramLabel = "FIELD",
      description = "Metrics of the groups; all unless given.")
  List<String> metrics = List.of();

  @Option(names = "--limit", paramLabel = "N", description = "At most this many runs.")
  long limit;

  @Option(
      names = "--skip",
      paramLabel = "N",
      description = "Leave out the first N; with --limit it pages.")
  long skip;

  @Option(names = "--count", description = "Print only the number of runs.")
  boolean count;

  @Override
  public CommandResult run(CliContext context) {
    if (limit < 0) {
      throw CliException.usage("The --limit (%d) must be at least 0.".formatted(limit), "");
    }
    if (skip < 0) {
      throw CliException.usage("The --skip (%d) must be at least 0.".formatted(skip), "");
    }
    // Closed by the context: rows are read while they are printed.
    Store store = context.readStore();
    Results results = Results.of(store, study == null ? "" : Studies.find(store, study));
    for (String expression : where) {
      results = results.where(expression);
    }
    if (count) {
      results = results.skip(skip);
      long number = (limit > 0 ? results.limit(limit) : results).count();
      return CommandResult.of(
          Map.of("count", number), terminal -> terminal.out(Long.toString(number)));
    }
    if (replicates || !groupBy.isEmpty()) {
      Grouping groups = groupBy.isEmpty() ? results.replicates() : results.groupBy(groupBy);
      Table table = GroupOrder.apply(groups.table(metrics), sort, skip, limit);
      String plusMinus = context.terminal().glyphs().plusMinus();
      return new CommandResult.Rows(ExitCode.OK, table, GroupView.of(table, plusMinus));
    }
    return new CommandResult.Runs(sort.isEmpty() ? results : results.sort(sort), skip, limit);
  }
}
