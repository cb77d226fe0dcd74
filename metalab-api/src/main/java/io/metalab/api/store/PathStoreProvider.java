package io.metalab.api.store;

/**
 * Opens stores that are a file or a directory: its URIs are the scheme, an absolute path and maybe
 * options behind a question mark. People may write a relative path, which is made absolute before
 * the provider is asked.
 */
public interface PathStoreProvider extends StoreProvider {}
