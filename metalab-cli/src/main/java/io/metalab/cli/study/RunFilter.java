package io.metalab.cli.study;

import io.metalab.api.Experiment;
import io.metalab.api.ParameterSpec;
import io.metalab.api.Params;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.stage.Pipeline;
import io.metalab.core.where.Where;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads {@code --only}: the first digits of an id, or a condition on params. */
final class RunFilter {
  private static final Pattern ID = Pattern.compile("[0-9a-f]{4,64}");

  private RunFilter() {}

  /** Returns the filter that lets through what any of the texts asks for; none if all is. */
  static Optional<Predicate<PlannedRun>> of(List<String> texts, Pipeline pipeline) {
    return texts.stream()
        .map(text -> ID.matcher(text).matches() ? startsWith(text) : fits(text, pipeline))
        .reduce(Predicate::or);
  }

  private static Predicate<PlannedRun> startsWith(String digits) {
    return run -> run.runId().hex().startsWith(digits);
  }

  private static Predicate<PlannedRun> fits(String expression, Pipeline pipeline) {
    Predicate<Params> where = Where.overParams(expression, names(pipeline));
    return run -> where.test(run.point().params());
  }

  private static Set<String> names(Pipeline pipeline) {
    Set<String> names = new LinkedHashSet<>();
    pipeline.stages().forEach(stage -> addNames(stage.experiment(), names));
    return names;
  }

  private static void addNames(Experiment experiment, Set<String> names) {
    experiment.operationSpec().parameters().stream().map(ParameterSpec::name).forEach(names::add);
    if (experiment.params().size() > 0) {
      names.addAll(experiment.params().caseAt(0).params().names());
    }
  }
}
