package io.metalab.api;

/**
 * An operation that says what it takes and gives.
 *
 * <p>Providers registered with {@link java.util.ServiceLoader} under this type are found by their
 * key. Creating a provider and asking for its spec loads no native library.
 */
public interface DescribedOperation extends Operation {
  /** Returns the description; the same at every call. */
  OperationSpec spec();
}
