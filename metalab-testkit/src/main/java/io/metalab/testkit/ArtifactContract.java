package io.metalab.testkit;

import static io.metalab.testkit.StoreFixture.assertFails;
import static io.metalab.testkit.StoreFixture.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.Store;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Artifacts are kept by content and come back whole. */
interface ArtifactContract extends StoreFixture {
  /** Stores bytes as an artifact. */
  static ArtifactDescriptor putArtifact(Store store, RunId runId, String name, byte[] bytes) {
    ArtifactDraft draft =
        new ArtifactDraft(runId, name, "application/octet-stream", "", Map.of("size", "x"));
    try (InputStream content = new ByteArrayInputStream(bytes)) {
      return store.putArtifact(draft, content);
    } catch (IOException e) {
      throw new AssertionError("A stream of memory does not fail.", e);
    }
  }

  /** Reads an artifact whole. */
  static byte[] readArtifact(Store store, ArtifactDescriptor artifact) {
    try (InputStream in = store.openArtifact(artifact)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError("The artifact %s cannot be read.".formatted(artifact), e);
    }
  }

  @Test
  default void returnsArtifactsOfAnySizeWithTheirDigest() {
    RunId runId = Samples.success(SeedBundle.of(30)).runId();
    var random = SeedBundle.of(30).stream("artifacts");
    for (int size : new int[] {0, 1, 511, 512, 513, 8192, 65_537, 5 << 20}) {
      byte[] bytes = Samples.bytes(random, size);
      ArtifactDescriptor artifact = putArtifact(store(), runId, "size/" + size + ".bin", bytes);
      assertThat(artifact.sizeBytes()).isEqualTo(size);
      assertThat(artifact.sha256()).isEqualTo(Digests.sha256(bytes));
      assertThat(readArtifact(store(), artifact)).isEqualTo(bytes);
    }
  }

  @Test
  default void describesAnArtifactAsItsDraftDid() throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("shape", "[2,3]");
    metadata.put("dtype", "<f8");
    metadata.put("größe", "🙂");
    RunRecord run = Samples.success(SeedBundle.of(31));
    ArtifactDraft draft =
        new ArtifactDraft(run.runId(), "täfel/a b.npy", "application/x-npy", "npy", metadata);
    ArtifactDescriptor artifact =
        store().putArtifact(draft, new ByteArrayInputStream(new byte[] {1, 2}));
    assertThat(artifact).isEqualTo(draft.descriptor(Digests.sha256(new byte[] {1, 2}), 2));
    RunRecord record = run.toBuilder().artifacts(List.of(artifact)).build();
    put(store(), record);
    ArtifactDescriptor found =
        store().findRunRecord(run.runId()).orElseThrow().findArtifact(draft.name()).orElseThrow();
    assertThat(found).isEqualTo(artifact);
    assertThat(found.metadata().keySet()).containsExactly("shape", "dtype", "größe");
    assertThat(readArtifact(store(), found)).containsExactly(1, 2);
  }

  @Test
  default void keepsEqualBytesOfSeveralRunsUnderOneDigest() {
    byte[] bytes = Samples.bytes(SeedBundle.of(32).stream("bytes"), 100_000);
    List<RunRecord> runs = Samples.successes(SeedBundle.of(32), 20);
    ArtifactDescriptor first = putArtifact(store(), runs.get(0).runId(), "a", bytes);
    put(store(), runs.get(0).toBuilder().artifacts(List.of(first)).build());
    long before = store().info().sizeBytes();
    for (RunRecord run : runs) {
      ArtifactDescriptor artifact = putArtifact(store(), run.runId(), "b", bytes);
      assertThat(artifact.sha256()).isEqualTo(first.sha256());
      assertThat(readArtifact(store(), artifact)).isEqualTo(bytes);
    }
    assertThat(store().info().sizeBytes() - before).isLessThan(bytes.length);
  }

  @Test
  default void saysThatItDoesNotHoldAnArtifact() {
    ArtifactDescriptor missing =
        new ArtifactDescriptor("a", Digests.sha256("missing"), 7, "text/plain", "", Map.of());
    assertFails(ErrorCode.NOT_FOUND, () -> store().openArtifact(missing));
  }

  @Test
  default void leavesTheStreamItReadsOpen() throws IOException {
    AtomicInteger closed = new AtomicInteger();
    InputStream content =
        new FilterInputStream(new ByteArrayInputStream(new byte[10])) {
          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    RunId runId = Samples.success(SeedBundle.of(33)).runId();
    store().putArtifact(new ArtifactDraft(runId, "a", "text/plain", "", Map.of()), content);
    assertThat(closed).hasValue(0);
  }

  @Test
  default void keepsNothingOfAStreamThatBreaks() {
    byte[] head = Samples.bytes(SeedBundle.of(34).stream("head"), 20_000);
    IOException broken = new IOException("broken pipe");
    InputStream content = new SequenceInputStream(new ByteArrayInputStream(head), broken(broken));
    RunRecord run = Samples.success(SeedBundle.of(34));
    ArtifactDraft draft = new ArtifactDraft(run.runId(), "a", "text/plain", "", Map.of());
    assertThatThrownBy(() -> store().putArtifact(draft, content)).isSameAs(broken);
    assertFails(
        ErrorCode.NOT_FOUND,
        () -> store().openArtifact(draft.descriptor(Digests.sha256(head), head.length)));
    ArtifactDescriptor whole = putArtifact(store(), run.runId(), "a", head);
    assertThat(readArtifact(store(), whole)).isEqualTo(head);
    put(store(), run);
  }

  private static InputStream broken(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        throw failure;
      }
    };
  }
}
