package io.metalab.api.store;

/**
 * The ability to tell what has changed since a reader last looked, and to hand records out as they
 * are stored, without building them.
 *
 * <p>A reader that begins with the empty mark and goes on with the marks it is given is told of
 * every effective record and of every change to one, whichever writer made it and however late it
 * came to light. Of one run it is told at most once in a call, and maybe again in the next. That
 * the writer of a running attempt has died is no change; {@link Store#findRuns} tells it.
 */
public interface ChangeStore {
  /**
   * Tells what has come, changed or gone since a mark.
   *
   * @param experimentId {@code name:version}, or empty for all experiments
   * @param mark what an earlier call of this method returned, or empty for all there is
   * @param reader is called on this thread, in the order in which the runs were first stored where
   *     the mark is empty
   * @return the mark to go on from
   */
  String readChanges(String experimentId, String mark, ChangeReader reader);
}
