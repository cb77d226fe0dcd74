package io.metalab.core.run;

import io.metalab.api.store.ClaimStore;
import io.metalab.api.store.Store;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.search.KnownRuns;
import io.metalab.core.search.SearchDriver;
import java.time.Duration;
import java.util.Optional;

/**
 * The search of a session: one controller at a time decides upon suggestions, others wait until it
 * is done or gone.
 */
final class SearchRun {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final SearchDriver driver;
  private final Store store;
  private final boolean executes;

  /** Takes the number of a suggestion that was decided upon; may block. */
  interface Sink {
    void accept(long suggestion) throws InterruptedException;
  }

  private SearchRun(SearchDriver driver, Store store, boolean executes) {
    this.driver = driver;
    this.store = store;
    this.executes = executes;
  }

  /**
   * Returns the search of a plan that is to be executed; empty if it has none.
   *
   * @throws io.metalab.api.MetalabException with {@code INVALID_STUDY} if the store holds the log
   *     of another search of the study
   */
  static Optional<SearchRun> of(StudyPlan plan, Store store) {
    return SearchDriver.of(plan, store).map(driver -> new SearchRun(driver, store, true));
  }

  /**
   * Returns the search of a plan that is only looked at; empty if it has none.
   *
   * @throws io.metalab.api.MetalabException as {@link #of}
   */
  static Optional<SearchRun> reader(StudyPlan plan, Store store) {
    Optional<SearchDriver> driver = SearchDriver.reader(plan, store);
    driver.ifPresent(SearchDriver::check);
    return driver.map(known -> new SearchRun(known, store, false));
  }

  /** Returns the plan, or of a search that of the suggestions that are known now. */
  static StudyPlan known(StudyPlan plan, Store store) {
    return KnownRuns.of(plan, store).plan();
  }

  SearchDriver driver() {
    return driver;
  }

  /** Gives one suggestion after the other to the sink, as results come. */
  @SuppressWarnings("try") // the claim works without being mentioned
  void scan(Sink sink) throws InterruptedException {
    if (!executes) {
      while (driver.nextKnown()) {
        sink.accept(driver.decided() - 1);
      }
    } else if (store instanceof ClaimStore claims) {
      try (ClaimStore.Claim claim = claim(claims)) {
        decide(sink);
      }
    } else {
      decide(sink);
    }
  }

  private ClaimStore.Claim claim(ClaimStore claims) throws InterruptedException {
    Optional<ClaimStore.Claim> claim = claims.tryClaim(driver.id(), 0);
    while (claim.isEmpty()) {
      Thread.sleep(LOOK.toMillis());
      claim = claims.tryClaim(driver.id(), 0);
    }
    return claim.get();
  }

  private void decide(Sink sink) throws InterruptedException {
    driver.begin();
    while (driver.next()) {
      sink.accept(driver.decided() - 1);
    }
  }

  /** Returns how many runs were never asked for, since the search ended by itself. */
  long neverAsked() {
    return driver.neverAsked();
  }

  /** Returns how many runs may yet be asked for that are not known. */
  long mayStillAsk() {
    return driver.mayStillAsk();
  }
}
