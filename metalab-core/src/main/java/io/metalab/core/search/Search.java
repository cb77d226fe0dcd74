package io.metalab.core.search;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.Goal;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import io.metalab.api.SeedBundle;
import io.metalab.api.search.AdaptiveParamSource;
import io.metalab.api.search.AskTell;
import io.metalab.api.search.SearchAlgorithm;
import io.metalab.api.search.SearchProblem;
import io.metalab.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A search of a space by an algorithm. Immutable.
 *
 * <pre>{@code
 * Search search =
 *     Search.of("nelder_mead", 200, SearchSpace.of(Map.of("x", new Distribution.Uniform(-5, 10))))
 *         .batch(4)
 *         .seed(1)
 *         .build();
 * }</pre>
 */
public final class Search implements AdaptiveParamSource {
  private final SearchAlgorithm algorithm;
  private final long budget;
  private final SearchSpace space;
  private final int batch;
  private final String seed;
  private final Params settings;
  private final List<Goal> goals;
  private final List<Params> folds;
  private final Params constants;
  private final List<TieBreaker> ties;

  private Search(Builder builder) {
    this.algorithm = builder.algorithm;
    this.budget = builder.budget;
    this.space = builder.space;
    this.batch = builder.batch;
    this.seed = builder.seed;
    this.settings = builder.settings;
    this.goals = builder.goals;
    this.folds = builder.folds;
    this.constants = builder.constants;
    this.ties = builder.ties;
    SearchRules.check(this);
    start(Math.max(1, goals.size())); // What an algorithm does not take is refused now.
  }

  /**
   * Starts the declaration of a search.
   *
   * @param algorithm name of an algorithm that comes with metalab or is on the class path
   * @param budget the most suggestions
   * @param space what is searched
   * @throws MetalabException with {@code UNKNOWN_PLUGIN} if there is no such algorithm
   */
  public static Builder of(String algorithm, long budget, SearchSpace space) {
    ClassLoader loader =
        Optional.ofNullable(Thread.currentThread().getContextClassLoader())
            .orElse(Search.class.getClassLoader());
    return of(SearchAlgorithms.byName(algorithm, loader), budget, space);
  }

  /** Starts the declaration of a search by an algorithm. */
  public static Builder of(SearchAlgorithm algorithm, long budget, SearchSpace space) {
    return new Builder(algorithm, budget, space);
  }

  /** Returns the algorithm. */
  public SearchAlgorithm algorithm() {
    return algorithm;
  }

  /** Returns what is searched. */
  public SearchSpace space() {
    return space;
  }

  /** Returns the root seed of what the algorithm draws, apart from the seeds of the runs. */
  public String seed() {
    return seed;
  }

  /** Returns what was set of the algorithm. */
  public Params settings() {
    return settings;
  }

  /** Returns the values that each point has. */
  public Params constants() {
    return constants;
  }

  /** Returns what decides between suggestions whose values are equal, in this order. */
  public List<TieBreaker> ties() {
    return ties;
  }

  /** Returns what decides between equal suggestions of any search. */
  static List<TieBreaker> ties(AdaptiveParamSource search) {
    return search instanceof Search own ? own.ties() : List.of(TieBreaker.COMBO_INDEX);
  }

  /** Returns the values of each fold. */
  List<Params> foldValues() {
    return folds;
  }

  @Override
  public long budget() {
    return budget;
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public int folds() {
    return folds.size();
  }

  @Override
  public List<Goal> goals() {
    return goals;
  }

  @Override
  public Map<String, @Nullable Object> configuration() {
    return SearchCodec.configuration(this);
  }

  @Override
  public AskTell start(int goalCount) {
    SeedBundle seeds = new SeedBundle(seed, SeedBundle.NO_REPLICATE, List.of("search"));
    return new SpaceSearch(
        this,
        algorithm.start(new SearchProblem(space.dimensions(), goalCount, batch, seeds, settings)),
        seeds);
  }

  @Override
  public long size() {
    return budget * folds.size();
  }

  @Override
  public ParamCase caseAt(long index) {
    Objects.checkIndex(index, size());
    long suggestion = index / folds.size();
    if (suggestion >= batch) {
      throw new IllegalStateException(
          "Suggestion %d of a search is decided by results.".formatted(suggestion));
    }
    AskTell search = start(Math.max(1, goals.size()));
    Optional<List<ParamCase>> asked = search.ask();
    for (long k = 0; k < suggestion; k++) {
      asked = search.ask();
    }
    return asked
        .orElseThrow(() -> new IllegalStateException("The search ended before " + suggestion))
        .get((int) (index % folds.size()));
  }

  @Override
  public String describe() {
    return "search %s %s (%d%s%s)"
        .formatted(
            algorithm.name(),
            space.describe(),
            budget,
            batch > 1 ? ", batch " + batch : "",
            folds.size() > 1 ? ", " + folds.size() + " folds" : "");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Search search
        && budget == search.budget
        && ties.equals(search.ties)
        && configuration().equals(search.configuration());
  }

  @Override
  public int hashCode() {
    return Objects.hash(budget, Json.write(configuration()));
  }

  /** Puts a {@link Search} together. */
  public static final class Builder {
    private final SearchAlgorithm algorithm;
    private final long budget;
    private final SearchSpace space;
    private int batch = 1;
    private String seed = "0";
    private Params settings = Params.empty();
    private List<Goal> goals = List.of();
    private List<Params> folds = List.of(Params.empty());
    private Params constants = Params.empty();
    private List<TieBreaker> ties = List.of(TieBreaker.STD_METRIC, TieBreaker.COMBO_INDEX);

    private Builder(SearchAlgorithm algorithm, long budget, SearchSpace space) {
      this.algorithm = requireNonNull(algorithm, "algorithm");
      this.budget = budget;
      this.space = requireNonNull(space, "space");
    }

    /** Sets how many suggestions are decided upon without the result of the first; 1 until then. */
    public Builder batch(int newBatch) {
      this.batch = newBatch;
      return this;
    }

    /** Sets the root seed of what the algorithm draws; 0 until it is set. */
    public Builder seed(long newSeed) {
      return seed(Long.toString(newSeed));
    }

    /** Sets the root seed of what the algorithm draws. */
    public Builder seed(String newSeed) {
      this.seed = requireNonNull(newSeed, "seed");
      return this;
    }

    /** Sets what the algorithm has settings for. */
    public Builder settings(Params newSettings) {
      this.settings = requireNonNull(newSettings, "settings");
      return this;
    }

    /** Sets what is optimized in place of the study's goal. */
    public Builder goals(List<Goal> newGoals) {
      this.goals = List.copyOf(newGoals);
      return this;
    }

    /** Sets the folds: each suggestion is run with each of these, and the results are averaged. */
    public Builder folds(List<Params> newFolds) {
      this.folds = List.copyOf(newFolds);
      return this;
    }

    /** Sets values that each point has. */
    public Builder constants(Params newConstants) {
      this.constants = requireNonNull(newConstants, "constants");
      return this;
    }

    /**
     * Sets which of several suggestions with the best value is shown as the best, of one goal; it
     * decides no suggestion. The smaller deviation and then the earlier one until it is set.
     */
    public Builder ties(List<TieBreaker> newTies) {
      this.ties = List.copyOf(newTies);
      return this;
    }

    /**
     * Returns the search.
     *
     * @throws MetalabException with {@link ErrorCode#INVALID_STUDY} if budget or batch are below 1,
     *     a parameter is given twice, or the algorithm does not take space, goals or settings
     */
    public Search build() {
      return new Search(this);
    }
  }
}
