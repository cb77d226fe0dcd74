package io.metalab.cli.command;

import io.metalab.cli.output.CommandResult;
import io.metalab.cli.study.StageView;
import io.metalab.cli.study.StudySource;
import io.metalab.cli.terminal.Colour;
import io.metalab.cli.terminal.Terminal;
import io.metalab.core.plan.PlanExplanation;
import io.metalab.core.provenance.CodeDigest;
import io.metalab.core.stage.StageSurvey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why the runs of each stage of a study are new or known, as far as the stage can be planned. */
final class StagesWhy {
  private StagesWhy() {}

  /**
   * Returns the answer.
   *
   * @param explanations those of the stages that have runs with ids, by name
   */
  static CommandResult result(
      StudySource study, List<StageSurvey> surveys, Map<String, PlanExplanation> explanations) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("study", study.experiment().id());
    List<Map<String, @Nullable Object>> stages = new ArrayList<>();
    for (StageSurvey survey : surveys) {
      Map<String, @Nullable Object> stage =
          new LinkedHashMap<>(StageView.data(List.of(line(survey))).get(0));
      PlanExplanation explanation = explanations.get(survey.standing().name());
      if (explanation != null) {
        stage.putAll(WhyView.data(explanation));
      }
      stages.add(stage);
    }
    data.put("stages", stages);
    return CommandResult.of(
        data,
        terminal ->
            surveys.forEach(
                survey ->
                    show(study, survey, explanations.get(survey.standing().name()), terminal)));
  }

  private static StageView.Line line(StageSurvey survey) {
    return new StageView.Line(survey.standing(), Map.of());
  }

  private static void show(
      StudySource study,
      StageSurvey survey,
      @Nullable PlanExplanation explanation,
      Terminal terminal) {
    String name = survey.standing().name();
    terminal.out(terminal.paint(Colour.BOLD, name));
    StageView.showRest(survey.standing(), terminal);
    if (explanation != null) {
      String code = CodeDigest.of(study.pipeline().stage(name).experiment().operation()).orElse("");
      WhyView.show(explanation, code, terminal);
    }
  }
}
