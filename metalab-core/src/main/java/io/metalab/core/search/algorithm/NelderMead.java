package io.metalab.core.search.algorithm;

import io.metalab.api.search.Evidence;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.api.search.UnitSearch;
import io.metalab.core.params.UnitSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The simplex search of Nelder and Mead, with bounds and restarts.
 *
 * <p>With a batch of b there are b simplexes that take turns: suggestion k is of simplex k mod b,
 * whose result before is known by then. Each starts, and starts again once it has shrunk to a
 * point, from the next point of one Sobol sequence.
 *
 * @see <a href="https://doi.org/10.1093/comjnl/7.4.308">Nelder, Mead: A simplex method for function
 *     minimization</a>
 */
public final class NelderMead implements SearchAlgorithm {
  private static final double REFLECTION = 1;
  private static final double EXPANSION = 2;
  private static final double CONTRACTION = 0.5;
  private static final double SHRINK = 0.5;
  private static final double STEP = 0.25;
  private static final double TOLERANCE = 1e-6;

  @Override
  public String name() {
    return "nelder_mead";
  }

  @Override
  public String description() {
    return "Simplexes that take turns, one per place in the batch, restarted where they end.";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("step", "length of the first edges, as a share of each axis; 0.25");
    settings.put("tolerance", "size at which a simplex is over, as a share of each axis; 1e-6");
    settings.put("reflection", "factor of the reflection; 1");
    settings.put("expansion", "factor of the expansion; 2");
    settings.put("contraction", "factor of the contraction; 0.5");
    settings.put("shrink", "factor of the shrinkage; 0.5");
    return settings;
  }

  @Override
  public UnitSearch start(SearchProblem problem) {
    Settings settings = new Settings(name(), problem);
    settings.requireOrder();
    settings.requireOneGoal();
    settings.requireNoBudget();
    SimplexRules rules =
        new SimplexRules(
            settings.number("reflection", REFLECTION, 0.1, 10),
            settings.number("expansion", EXPANSION, 1, 10),
            settings.number("contraction", CONTRACTION, 0.01, 0.99),
            settings.number("shrink", SHRINK, 0.01, 0.99),
            settings.number("step", STEP, 1e-9, 0.5),
            settings.number("tolerance", TOLERANCE, 0, 0.5));
    UnitSequence starts = UnitPoints.sobol(problem.seeds(), problem.dimensions().size());
    return new TakingTurns(problem.batch(), rules, starts);
  }

  private static final class TakingTurns implements UnitSearch {
    private final List<Simplex> simplexes = new ArrayList<>();
    private final SimplexRules rules;
    private final UnitSequence starts;
    private long started;
    private long asked;

    private TakingTurns(int count, SimplexRules rules, UnitSequence starts) {
      this.rules = rules;
      this.starts = starts;
      for (int i = 0; i < count; i++) {
        simplexes.add(next());
      }
    }

    private Simplex next() {
      return new Simplex(starts.at(started++), rules);
    }

    @Override
    public Optional<double[]> ask() {
      int turn = (int) (asked++ % simplexes.size());
      if (simplexes.get(turn).isOver()) {
        simplexes.set(turn, next());
      }
      return Optional.of(simplexes.get(turn).ask());
    }

    @Override
    public void tell(double[] point, Evidence evidence) {
      int turn = (int) (evidence.suggestion() % simplexes.size());
      simplexes.get(turn).tell(point, evidence.value());
    }
  }
}
