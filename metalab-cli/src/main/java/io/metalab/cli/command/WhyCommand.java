package io.metalab.cli.command;

import io.metalab.api.Experiment;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredState;
import io.metalab.cli.CliCommand;
import io.metalab.cli.CliContext;
import io.metalab.cli.Manifests;
import io.metalab.cli.RunRefs;
import io.metalab.cli.Studies;
import io.metalab.cli.output.CommandResult;
import io.metalab.cli.study.RaceView;
import io.metalab.cli.study.RunFlags;
import io.metalab.cli.study.StudySource;
import io.metalab.cli.study.StudySources;
import io.metalab.core.plan.PlanExplanation;
import io.metalab.core.plan.RunExplanation;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.plan.Why;
import io.metalab.core.provenance.CodeDigest;
import io.metalab.core.race.PointOutcome;
import io.metalab.core.race.Race;
import io.metalab.core.results.RunLinks;
import io.metalab.core.results.SavedWork;
import io.metalab.core.search.KnownRuns;
import io.metalab.core.stage.StageSurvey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains ids: which of their inputs differ from those of stored runs. */
@Command(
    name = "why",
    description = {
      "Explain ids: which input differs from stored runs, and what would be reused.",
      "Of a run, it prints the text whose SHA-256 is the id."
    },
    footer = {"metalab why study.yaml", "metalab why @best"})
public final class WhyCommand implements CliCommand {
  private static final String LAST = "last";
  private static final Pattern RUN = Pattern.compile("[0-9a-f]{4,64}|.*@(last|best|failed)");

  @Parameters(
      paramLabel = "STUDY|RUN",
      description = "A study file, a Java file that declares one, a study of the store, or a run.")
  String subject = "";

  @Option(
      names = "--against",
      paramLabel = "STUDY|RUN|last",
      description = "Compare with this; the nearest runs of the same study unless given.")
  String against = LAST;

  @Option(
      names = "-p",
      paramLabel = "NAME=V[,V]",
      description = "Set a parameter, as metalab run does.")
  List<String> params = List.of();

  @Option(
      names = "--classpath",
      split = ":",
      paramLabel = "PATH",
      description = "Directories and jars of the user's operations.")
  List<String> classPath = List.of();

  @Override
  public CommandResult run(CliContext context) {
    Store store = context.readStoreOrNone();
    RunFlags flags = RunFlags.ofDeclaration(params, classPath);
    if (StudySources.isFile(context, subject)) {
      return explain(context, StudySources.declared(context, subject, flags), store);
    }
    if (RUN.matcher(subject).matches() && Manifests.of(store).all(subject).isEmpty()) {
      RunId run = new RunRefs(store).find(subject).runId();
      RunExplanation explanation = Why.explain(run, store);
      RunRecord record = store.findRunRecord(run).orElseThrow();
      RunLinks links = RunLinks.of(record, store);
      List<StoredState> saved = SavedWork.of(run, store);
      Map<String, @Nullable Object> data = new LinkedHashMap<>(WhyView.data(explanation));
      LinksView.addTo(data, links);
      data.put("saved", SavedWorkView.data(saved));
      return CommandResult.of(
          data,
          terminal -> {
            WhyView.show(explanation, terminal);
            LinksView.show(links, terminal);
            SavedWorkView.show(saved, record.status(), terminal);
          });
    }
    return explain(context, StudySources.stored(context, subject, flags), store);
  }

  private CommandResult explain(CliContext context, StudySource study, Store store) {
    if (study.pipeline().isStaged()) {
      return explainStages(context, study, store);
    }
    StudyPlan plan = KnownRuns.of(study.plan(context), store).plan();
    PlanExplanation explanation = explain(plan, store);
    long continuing = SavedWork.interruptedRuns(plan.experiment().id(), store);
    String code = CodeDigest.of(study.experiment().operation()).orElse("");
    Map<String, @Nullable Object> data = new LinkedHashMap<>(WhyView.data(explanation));
    data.put("continuing", continuing);
    boolean isRace = !study.experiment().until().isNone();
    List<PointOutcome> points = isRace ? Race.outcomes(plan, store) : List.of();
    if (isRace) {
      data.put("race", RaceView.data(points));
    }
    return CommandResult.of(
        data,
        terminal -> {
          WhyView.show(explanation, code, terminal);
          if (continuing > 0) {
            terminal.outFolded("  " + StatusView.continues(continuing));
          }
          if (isRace) {
            terminal.out("  " + RaceView.rule(study.experiment().until()));
            RaceView.show(points, terminal);
          }
        });
  }

  private CommandResult explainStages(CliContext context, StudySource study, Store store) {
    Function<Experiment, StudyPlan> planner = study.planner(context);
    List<StageSurvey> surveys = StageSurvey.of(study.pipeline(), store, planner);
    Map<String, PlanExplanation> explanations = new LinkedHashMap<>();
    StageSurvey.plans(study.pipeline(), store, planner)
        .forEach(
            plan ->
                explanations.computeIfAbsent(
                    plan.experiment().stage(), stage -> explain(whole(plan, planner), store)));
    return StagesWhy.result(study, surveys, explanations);
  }

  /** Returns all runs that a stage may have of which this is a round. */
  private static StudyPlan whole(StudyPlan round, Function<Experiment, StudyPlan> planner) {
    Experiment stage = round.experiment();
    return stage.until().isNone() ? round : planner.apply(stage);
  }

  private PlanExplanation explain(StudyPlan plan, Store store) {
    if (against.equals(LAST)) {
      return Why.explain(plan, store);
    }
    if (RUN.matcher(against).matches()) {
      return Why.explain(plan, store, new RunRefs(store).find(against).runId());
    }
    return Why.explain(plan, store, Studies.find(store, against));
  }
}
