package io.metalab.capture;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunId;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.StreamKey;
import io.metalab.testkit.InMemoryStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store that tells how much is appended at once, and fails or damages artifacts on demand. */
final class FakeStore extends InMemoryStore {
  final List<Integer> appendSizes = new CopyOnWriteArrayList<>();
  volatile @Nullable RuntimeException failure;
  volatile boolean damaged;

  String text(RunId runId, int attempt, StreamKey.Kind kind) {
    byte[] bytes = read(new StreamKey(runId, attempt, kind), 0, Integer.MAX_VALUE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  String artifactText(ArtifactDescriptor artifact) throws IOException {
    return new String(openArtifact(artifact).readAllBytes(), StandardCharsets.UTF_8);
  }

  private void failIfAsked() {
    RuntimeException problem = failure;
    if (problem != null) {
      throw problem;
    }
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    failIfAsked();
    return super.putArtifact(draft, content);
  }

  @Override
  public synchronized InputStream openArtifact(ArtifactDescriptor artifact) throws IOException {
    return damaged
        ? new ByteArrayInputStream("damaged".getBytes(StandardCharsets.UTF_8))
        : super.openArtifact(artifact);
  }

  @Override
  public synchronized void append(StreamKey stream, byte[] bytes) {
    failIfAsked();
    appendSizes.add(bytes.length);
    super.append(stream, bytes);
  }
}
