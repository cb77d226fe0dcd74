package io.metalab.executor.process;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.core.codec.RunRecordCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A worker's side of artifacts and states on their way to and from the study's process, one at a
 * time. Runs wait here, whether interrupted or not.
 */
final class ArtifactTransfer {
  private static final int CHUNK_BYTES = 1 << 18;
  private static final int CHUNKS_WAITING = 16;

  private final FrameChannel channel;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final BlockingQueue<Frame> answers = new ArrayBlockingQueue<>(CHUNKS_WAITING);

  ArtifactTransfer(FrameChannel channel) {
    this.channel = channel;
  }

  /** Takes what the study's process answers; blocks while too much of it waits. */
  void answer(Frame frame) throws InterruptedException {
    answers.put(frame);
  }

  /**
   * Brings an artifact to the study's process and waits until it has stored it.
   *
   * @throws IOException if the content cannot be read or the connection is lost
   * @throws MetalabException if the store fails
   */
  ArtifactDescriptor send(int run, ArtifactDraft draft, InputStream content) throws IOException {
    oneAtATime.lock();
    try {
      channel.put(FrameType.ARTIFACT, run, Messages.draft(draft));
      sendChunks(run, content);
      Frame answer = next();
      if (answer.type() == FrameType.STORED) {
        return Messages.descriptor(answer);
      }
      throw Failure.decode(answer);
    } finally {
      oneAtATime.unlock();
    }
  }

  private void sendChunks(int run, InputStream content) throws IOException {
    byte[] buffer = new byte[CHUNK_BYTES];
    try {
      for (int n = content.readNBytes(buffer, 0, CHUNK_BYTES);
          n > 0;
          n = content.readNBytes(buffer, 0, CHUNK_BYTES)) {
        channel.send(FrameType.CHUNK, run, Arrays.copyOf(buffer, n));
      }
    } catch (IOException | RuntimeException e) {
      channel.send(FrameType.FAILED, run, Failure.encode(e));
      next();
      throw e;
    }
    channel.send(FrameType.CHUNKS_END, run, Messages.NOTHING);
  }

  /**
   * Fetches an artifact from the study's process.
   *
   * @return its bytes, in a file that is deleted when the stream is closed
   */
  InputStream receive(int run, ArtifactDescriptor artifact) throws IOException {
    oneAtATime.lock();
    try {
      channel.send(FrameType.OPEN, run, Messages.descriptor(artifact));
      Path file = Files.createTempFile("metalab-artifact-", ".tmp");
      try (OutputStream out = Files.newOutputStream(file)) {
        writeChunks(out);
      } catch (IOException | RuntimeException e) {
        Files.deleteIfExists(file);
        throw e;
      }
      return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Asks the study's process for the attempts at an earlier run. */
  List<RunRecord> attempts(int run, RunId runId) throws IOException {
    oneAtATime.lock();
    try {
      channel.send(FrameType.ATTEMPTS, run, runId.hex().getBytes(StandardCharsets.US_ASCII));
      List<RunRecord> attempts = new ArrayList<>();
      for (Frame frame = next(); frame.type() != FrameType.CHUNKS_END; frame = next()) {
        if (frame.type() == FrameType.FAILED) {
          throw Failure.decode(frame);
        }
        attempts.add(RunRecordCodec.decode(frame.body()));
      }
      return attempts;
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Has the study's process save a state of a run, and waits until it has. */
  void save(int run, StateKey key, byte[] bytes) throws IOException {
    oneAtATime.lock();
    try {
      channel.send(FrameType.SAVE, run, Messages.state(key.name(), bytes));
      Frame answer = next();
      if (answer.type() != FrameType.STORED) {
        throw Failure.decode(answer);
      }
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Asks the study's process for a state of a run. */
  Optional<SavedState> restore(int run, RunId runId, String name) throws IOException {
    oneAtATime.lock();
    try {
      channel.send(FrameType.RESTORE, run, name.getBytes(StandardCharsets.US_ASCII));
      Optional<SavedState> found = Optional.empty();
      for (Frame frame = next(); frame.type() != FrameType.CHUNKS_END; frame = next()) {
        if (frame.type() == FrameType.FAILED) {
          throw Failure.decode(frame);
        }
        found = Optional.of(Messages.found(frame, runId, name));
      }
      return found;
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Takes all chunks, also those that cannot be written: the next answer is another's. */
  private void writeChunks(OutputStream out) throws IOException {
    IOException first = null;
    for (Frame frame = next(); frame.type() != FrameType.CHUNKS_END; frame = next()) {
      if (frame.type() == FrameType.FAILED) {
        throw Failure.decode(frame);
      }
      try {
        out.write(frame.body());
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private Frame next() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return answers.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
