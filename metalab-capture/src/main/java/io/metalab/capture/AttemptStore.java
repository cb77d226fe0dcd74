package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.Store;
import io.metalab.api.store.StreamKey;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The store as one attempt sees it; remembers the first failure, so that an operation that swallows
 * an exception does not lose data in silence.
 */
final class AttemptStore {
  private final Store store;
  private final RunId runId;
  private final int attempt;
  private volatile @Nullable MetalabException failure;

  AttemptStore(Store store, RunId runId, int attempt) {
    this.store = store;
    this.runId = requireNonNull(runId, "runId");
    this.attempt = attempt;
  }

  void append(StreamKey.Kind kind, byte[] bytes) {
    try {
      store.append(new StreamKey(runId, attempt, kind), bytes);
    } catch (RuntimeException e) {
      throw remember(kind + " stream", e);
    }
  }

  /**
   * Stores an artifact.
   *
   * @throws IOException if {@code content} cannot be read
   */
  ArtifactDescriptor put(
      String name,
      String mediaType,
      String serializer,
      Map<String, String> metadata,
      InputStream content)
      throws IOException {
    // Sorted, since a serializer may return a map whose order differs from one JVM to the next.
    Map<String, String> sorted = new TreeMap<>(metadata);
    ArtifactDraft draft = new ArtifactDraft(runId, name, mediaType, serializer, sorted);
    Source source = new Source(content);
    try {
      return store.putArtifact(draft, source);
    } catch (IOException e) {
      if (source.failed) {
        throw e;
      }
      throw remember("artifact '" + name + "'", e);
    } catch (RuntimeException e) {
      throw remember("artifact '" + name + "'", e);
    }
  }

  /** Throws the first failure again, if there was one. */
  void rethrowFailure() {
    MetalabException first = failure;
    if (first != null) {
      throw first;
    }
  }

  MetalabException closed(String what) {
    return new MetalabException(
        ErrorCode.CAPTURE_CLOSED,
        "The %s was handed over after attempt %d of run %s had ended; it is refused."
            .formatted(what, attempt, runId.shortHex()));
  }

  private synchronized MetalabException remember(String what, Exception e) {
    MetalabException problem =
        e instanceof MetalabException known
            ? known
            : new MetalabException(
                ErrorCode.STORE_UNUSABLE,
                "The store %s could not take the %s of run %s: %s"
                    .formatted(store.locator(), what, runId.shortHex(), e),
                e);
    if (failure == null) {
      failure = problem;
    }
    return problem;
  }

  /** Tells a content that cannot be read from a store that cannot be written. */
  private static final class Source extends FilterInputStream {
    private boolean failed;

    private Source(InputStream content) {
      super(content);
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (IOException e) {
        failed = true;
        throw e;
      }
    }
  }
}
