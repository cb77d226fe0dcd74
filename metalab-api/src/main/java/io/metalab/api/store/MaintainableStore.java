package io.metalab.api.store;

/**
 * The ability to tidy what a store derives from what it keeps. Both are safe beside readers and
 * writers, and to be interrupted by any means, and no answer of the store depends on them.
 */
public interface MaintainableStore {
  /**
   * Throws away what only speeds reading up, and makes it anew.
   *
   * @return how many indexes there are now
   */
  int rebuildIndex();

  /**
   * Packs what has come to lie in many small pieces.
   *
   * @return how many pieces went; 0 also while another process is at it
   */
  int compact();
}
