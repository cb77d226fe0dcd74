package io.metalab.cli;

import io.metalab.api.ErrorCode;
import io.metalab.api.Goal;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.cli.output.CliException;
import io.metalab.cli.output.Problem;
import io.metalab.core.results.Results;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the run that a person means: the first digits of its id, or {@code @last}, {@code @failed}
 * (the last that failed) or {@code @best} (by the goal), each of one study as in {@code
 * koopman@best}.
 */
public final class RunRefs {
  private static final int MOST_CANDIDATES = 10;
  private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{1,64}");

  private final Store store;

  /** Looks into a store. */
  public RunRefs(Store store) {
    this.store = store;
  }

  /** Returns whether a text may be the start of an id. */
  static boolean isPrefix(String text) {
    return PREFIX.matcher(text).matches();
  }

  /**
   * Returns the effective record of the run that is meant.
   *
   * @throws CliException with {@code NOT_FOUND} if there is none, with {@code AMBIGUOUS_ID} and the
   *     candidates if there are several
   */
  public RunRecord find(String text) {
    int at = text.indexOf('@');
    if (at >= 0) {
      String study = at == 0 ? "" : Studies.find(store, text.substring(0, at));
      return named(study, text.substring(at + 1));
    }
    String prefix = text.toLowerCase(Locale.ROOT);
    if (!PREFIX.matcher(prefix).matches()) {
      throw new CliException(
          ErrorCode.NOT_FOUND,
          "'%s' names no run: it is neither the start of an id nor @last, @best or @failed."
              .formatted(text),
          "metalab ls");
    }
    List<RunId> ids = store.findByPrefix(prefix, MOST_CANDIDATES + 1);
    if (ids.size() > 1) {
      throw ambiguous(text, ids);
    }
    return ids.stream()
        .findFirst()
        .flatMap(store::findRunRecord)
        .orElseThrow(
            () ->
                new CliException(
                    ErrorCode.NOT_FOUND,
                    "The store holds no run '%s'.".formatted(text),
                    "metalab ls"));
  }

  private RunRecord named(String study, String name) {
    return switch (name) {
      case "last" -> first(Results.of(store, study).sort("record.started:desc"), "@last");
      case "failed" ->
          first(
              Results.of(store, study)
                  .where("record.status == 'failed'")
                  .sort("record.finished:desc"),
              "@failed");
      case "best" -> best(study);
      default ->
          throw CliException.usage(
              "'@%s' names no run; there are @last, @best and @failed.".formatted(name), "");
    };
  }

  private RunRecord best(String study) {
    String owner = study.isEmpty() ? onlyStudy() : study;
    Goal goal = Manifests.of(store).goal(owner);
    if (goal.isNone()) {
      throw CliException.usage(
          "The study %s declares no goal, so no run of it is the best.".formatted(owner),
          "metalab ls --sort metrics.NAME");
    }
    return BestRun.find(store, owner, goal)
        .orElseThrow(
            () ->
                new CliException(
                    ErrorCode.NOT_FOUND,
                    "No successful run of %s has the metric %s of its goal."
                        .formatted(owner, goal.metric()),
                    "metalab status " + owner));
  }

  private String onlyStudy() {
    List<String> ids = List.copyOf(Studies.ids(store));
    if (ids.size() == 1) {
      return ids.get(0);
    }
    throw new CliException(
        new Problem(
            ids.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.AMBIGUOUS_ID,
            "@best needs a study, and the store holds %d.".formatted(ids.size()),
            ids.isEmpty() ? "" : "maybe " + ids.get(0) + "@best",
            Map.of("candidates", ids)));
  }

  private static RunRecord first(Results results, String name) {
    try (Stream<RunRecord> records = results.limit(1).records()) {
      Optional<RunRecord> first = records.findFirst();
      return first.orElseThrow(
          () ->
              new CliException(
                  ErrorCode.NOT_FOUND, "The store holds no run that is %s.".formatted(name), ""));
    }
  }

  private static CliException ambiguous(String text, List<RunId> ids) {
    List<String> candidates =
        ids.stream().limit(MOST_CANDIDATES).map(id -> id.hex().substring(0, 12)).toList();
    String more = ids.size() > MOST_CANDIDATES ? ", ..." : "";
    return new CliException(
        new Problem(
            ErrorCode.AMBIGUOUS_ID,
            "Several runs start with '%s': %s%s"
                .formatted(text, String.join(", ", candidates), more),
            "type more digits",
            Map.of("candidates", candidates)));
  }
}
