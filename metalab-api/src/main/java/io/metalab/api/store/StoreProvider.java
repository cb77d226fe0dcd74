package io.metalab.api.store;

import java.net.URI;

/**
 * Opens stores of one kind; found by {@link java.util.ServiceLoader}. Loading it touches no backend
 * and no native library.
 */
public interface StoreProvider {
  /** Returns the scheme of the URIs it opens, in lower case. */
  String name();

  /**
   * Opens a store, creating it if it is not there.
   *
   * @param locator an absolute URI of this scheme
   * @param options how to open it
   * @throws io.metalab.api.MetalabException with {@code STORE_UNUSABLE}, {@code STORE_CORRUPT},
   *     {@code STORE_NEWER}, or {@code NOT_FOUND} if it may not be created and is not there
   */
  Store open(URI locator, OpenOptions options);
}
