package io.metalab.core.search.algorithm;

import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Steps along the axes, and on along the way so far, that grow shorter where they lead nowhere.
 *
 * <p>Each direction has a step of its own and is tried again as soon as its result is there, so
 * that a batch needs no barrier. A point that is better becomes the centre of what follows; one
 * that is not makes the step shorter if it was tried from the centre that there is. The way that
 * the centre has gone is a direction, too, so that the search follows a valley across the axes.
 * Once all steps are short it starts again from the next point of a Sobol sequence.
 *
 * @see <a href="https://doi.org/10.1137/S1064827599365823">Hough, Kolda, Torczon: Asynchronous
 *     parallel pattern search for nonlinear optimization</a>
 */
public final class PatternSearch implements SearchAlgorithm {
  private static final double STEP = 0.25;
  private static final double TOLERANCE = 1e-4;

  @Override
  public String name() {
    return "pattern";
  }

  @Override
  public String description() {
    return "Steps along the axes and onwards, halved where they lead nowhere; restarted where they"
        + " end.";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("step", "length of the first steps, as a share of each axis; 0.25");
    settings.put("tolerance", "length at which steps are over, as a share of each axis; 1e-4");
    return settings;
  }

  @Override
  public UnitSearch start(SearchProblem problem) {
    Settings settings = new Settings(name(), problem);
    settings.requireOrder();
    settings.requireOneGoal();
    settings.requireNoBudget();
    return new PatternWalk(
        UnitPoints.sobol(problem.seeds(), problem.dimensions().size()),
        problem.dimensions().size(),
        settings.number("step", STEP, 1e-9, 1),
        settings.number("tolerance", TOLERANCE, 0, 1));
  }
}
