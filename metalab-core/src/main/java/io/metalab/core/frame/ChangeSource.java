package io.metalab.core.frame;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunStatus;
import io.metalab.api.store.ChangeReader;
import io.metalab.api.store.ChangeStore;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;

/** Reads stored records as they are: one thread fetches them, others take them apart. */
record ChangeSource(ChangeStore store, String experimentId) implements FrameSource {
  private static final int FIRST_BYTES = 1 << 16;

  @Override
  public boolean isIncremental() {
    return true;
  }

  @Override
  public String read(String mark, Predicate<String> wanted, Sink sink) {
    Pipeline pipeline = new Pipeline(wanted, sink);
    String next = store.readChanges(experimentId, mark, pipeline);
    pipeline.flush();
    return next;
  }

  private record Decoded(PageBuffer page, RecordBlock block) {}

  private static final class Pipeline implements ChangeReader {
    private final Predicate<String> wanted;
    private final Sink sink;
    private final ArrayDeque<CompletableFuture<Decoded>> decoding = new ArrayDeque<>();
    private final int most = Runtime.getRuntime().availableProcessors() + 1;
    private final ArrayDeque<RecordBlock> free = new ArrayDeque<>();
    private RecordBlock block = new RecordBlock(FIRST_BYTES);

    Pipeline(Predicate<String> wanted, Sink sink) {
      this.wanted = wanted;
      this.sink = sink;
    }

    @Override
    public void restart() {
      block.clear();
      decoding.clear();
      sink.restart();
    }

    @Override
    public void record(RunStatus status, byte[] json, int offset, int length) {
      block.add(status, json, offset, length);
      if (block.isFull()) {
        decode();
        if (decoding.size() > most) {
          take();
        }
      }
    }

    @Override
    public void removed(RunId runId) {
      flush();
      sink.removed(runId);
    }

    void flush() {
      if (block.rows() > 0) {
        decode();
      }
      while (!decoding.isEmpty()) {
        take();
      }
    }

    private void decode() {
      RecordBlock full = block;
      decoding.add(
          CompletableFuture.supplyAsync(
              () -> {
                PageBuffer page = new PageBuffer(wanted);
                new RecordDecoder(page).read(full);
                return new Decoded(page, full);
              }));
      RecordBlock used = free.poll();
      block = used == null ? new RecordBlock(full.length() + full.length() / 8) : used;
    }

    private void take() {
      try {
        Decoded decoded = decoding.remove().join();
        decoded.block().clear();
        free.add(decoded.block());
        sink.page(decoded.page());
      } catch (CompletionException e) {
        throw new MetalabException(
            ErrorCode.STORE_CORRUPT,
            "A record of the store cannot be read: %s. Maybe metalab verify tells which."
                .formatted(e.getCause() == null ? e : e.getCause().getMessage()),
            e);
      }
    }
  }
}
