package io.metalab.executor.process;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.MetalabException;
import io.metalab.api.RunEvent;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.executor.RunPayload;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.SavedState;
import io.metalab.api.store.StateKey;
import io.metalab.api.store.StateStore;
import io.metalab.api.store.StreamKey;
import io.metalab.core.codec.RunRecordCodec;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Does for a run what it asks of the store, on the thread that reads what its worker sends. */
final class RunFrames {
  private static final int CHUNK_BYTES = 1 << 18;

  private final Pool pool;
  private final FrameChannel channel;

  /** Takes care of a frame that comes while an artifact does. */
  interface Other {
    void take(Frame frame) throws IOException;
  }

  RunFrames(Pool pool, FrameChannel channel) {
    this.pool = pool;
    this.channel = channel;
  }

  /**
   * Takes a frame of a run that is under way.
   *
   * @throws IOException if it is none, or the connection is lost
   */
  void take(Frame frame, ProcessTask task, Other other) throws IOException {
    switch (frame.type()) {
      case LOG -> append(task, StreamKey.Kind.LOG, frame.body());
      case SERIES -> append(task, StreamKey.Kind.SERIES, frame.body());
      case PROGRESS -> pool.body().events().onEvent(Messages.progress(frame, task.runId()));
      case ARTIFACT -> store(frame, task, other);
      case OPEN -> open(frame);
      case ATTEMPTS -> attempts(frame);
      case SAVE -> save(frame, task);
      case RESTORE -> restore(frame, task);
      default -> throw new IOException("A worker does not say " + frame.type() + ".");
    }
  }

  private void append(ProcessTask task, StreamKey.Kind kind, byte[] bytes) {
    RunPayload payload = task.payload();
    StreamKey key = new StreamKey(payload.runId(), payload.attempt(), kind);
    task.guard(() -> pool.body().store().append(key, bytes));
  }

  private void store(Frame frame, ProcessTask task, Other other) throws IOException {
    ArtifactDraft draft = Messages.draft(frame, task.runId());
    IncomingArtifact content = new IncomingArtifact(() -> nextOfArtifact(other));
    FrameType answer = FrameType.STORED;
    byte[] body;
    try {
      ArtifactDescriptor artifact = pool.body().store().putArtifact(draft, content);
      pool.body().events().onEvent(new RunEvent.ArtifactStored(task.runId(), artifact));
      body = Messages.descriptor(artifact);
    } catch (EOFException e) {
      throw e;
    } catch (IOException | MetalabException e) {
      answer = FrameType.FAILED;
      body = Failure.encode(e);
    }
    content.drain();
    channel.send(answer, frame.run(), body);
  }

  private Frame nextOfArtifact(Other other) throws IOException {
    while (true) {
      Frame frame = channel.read();
      if (frame == null) {
        throw new EOFException("The worker ended while it sent an artifact.");
      }
      switch (frame.type()) {
        case CHUNK, CHUNKS_END, FAILED -> {
          return frame;
        }
        default -> other.take(frame);
      }
    }
  }

  private void open(Frame frame) throws IOException {
    try (InputStream content = pool.body().inputs().openArtifact(Messages.descriptor(frame))) {
      byte[] buffer = new byte[CHUNK_BYTES];
      for (int n = content.readNBytes(buffer, 0, CHUNK_BYTES);
          n > 0;
          n = content.readNBytes(buffer, 0, CHUNK_BYTES)) {
        channel.send(FrameType.CHUNK, frame.run(), Arrays.copyOf(buffer, n));
      }
    } catch (IOException | MetalabException e) {
      channel.send(FrameType.FAILED, frame.run(), Failure.encode(e));
      return;
    }
    channel.send(FrameType.CHUNKS_END, frame.run(), Messages.NOTHING);
  }

  private void attempts(Frame frame) throws IOException {
    try {
      for (RunRecord attempt : pool.body().inputs().attempts(new RunId(frame.text()))) {
        channel.put(FrameType.CHUNK, frame.run(), RunRecordCodec.encode(attempt));
      }
    } catch (MetalabException e) {
      channel.send(FrameType.FAILED, frame.run(), Failure.encode(e));
      return;
    }
    channel.send(FrameType.CHUNKS_END, frame.run(), Messages.NOTHING);
  }

  private void save(Frame frame, ProcessTask task) throws IOException {
    RunPayload payload = task.payload();
    try {
      StateKey key = new StateKey(payload.runId(), payload.attempt(), Messages.stateName(frame));
      states().putState(key, Messages.stateBytes(frame));
    } catch (MetalabException e) {
      channel.send(FrameType.FAILED, frame.run(), Failure.encode(e));
      return;
    }
    channel.send(FrameType.STORED, frame.run(), Messages.NOTHING);
  }

  private void restore(Frame frame, ProcessTask task) throws IOException {
    try {
      Optional<SavedState> found = states().findState(task.runId(), frame.text());
      if (found.isPresent()) {
        channel.put(FrameType.CHUNK, frame.run(), Messages.found(found.get()));
      }
    } catch (MetalabException e) {
      channel.send(FrameType.FAILED, frame.run(), Failure.encode(e));
      return;
    }
    channel.send(FrameType.CHUNKS_END, frame.run(), Messages.NOTHING);
  }

  /** A worker asks for none if the store keeps none. */
  private StateStore states() {
    return (StateStore) pool.body().store();
  }
}
