package io.metalab.core.plan;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The plans that make up a study, executed one after the other, since later ones may depend on the
 * results of earlier ones.
 *
 * <p>Another round is asked for after all runs of the round before have come to an end, here or
 * elsewhere, or at least as many as this session may start. What comes next follows from the store
 * alone, so that a study that was killed goes on where it was, with any number of controllers. Not
 * safe for use by several threads.
 */
public interface Rounds extends Iterator<StudyPlan> {
  /** Returns the most runs that rounds after the one handed out last may ask for. */
  long mostRunsLater();

  /**
   * Goes on although runs of the round handed out last have not been executed: what depends on
   * their results is left out of the rounds that follow. For looking ahead only.
   *
   * @return whether there may be further rounds all the same
   */
  boolean pass();

  /** Returns the rounds of a study that is one plan. */
  static Rounds of(StudyPlan plan) {
    Iterator<StudyPlan> one = List.of(plan).iterator();
    return new Rounds() {
      @Override
      public boolean hasNext() {
        return one.hasNext();
      }

      @Override
      public StudyPlan next() {
        if (!one.hasNext()) {
          throw new NoSuchElementException("The plan has been handed out.");
        }
        return one.next();
      }

      @Override
      public long mostRunsLater() {
        return one.hasNext() ? plan.size() : 0;
      }

      @Override
      public boolean pass() {
        return false;
      }
    };
  }
}
