package io.metalab.executor.process;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Provenance;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.store.ArtifactDraft;
import io.metalab.api.store.StoreInfo;
import io.metalab.api.store.StreamKey;
import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.RunRecordCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The store of a study as a worker sees it: what a run hands over goes to the study's process,
 * which keeps it and tells of earlier runs whose artifacts are inputs.
 *
 * <p>A record counts as stored once it is handed over: whether it became durable is for the study's
 * process to find out, which fails the run's future if it did not. The record of a run is written
 * with the start of the next one, before that begins, so that a run whose worker dies is the only
 * one whose results are missing.
 */
class RemoteStore extends HandoverStore {
  private final String locator;
  private final FrameChannel channel;
  final ArtifactTransfer transfer;
  private final Printed printed;
  private volatile int run;
  private volatile boolean recorded;
  private Provenance provenance = Provenance.NONE;

  RemoteStore(String locator, FrameChannel channel, ArtifactTransfer transfer, Printed printed) {
    this.printed = printed;
    this.locator = locator;
    this.channel = channel;
    this.transfer = transfer;
  }

  /** What comes now is of the run of this number. */
  void begin(int newRun) {
    run = newRun;
    recorded = false;
  }

  int run() {
    return run;
  }

  /** Returns whether the record of the current run was handed over. */
  boolean isRecorded() {
    return recorded;
  }

  @Override
  public String locator() {
    return locator;
  }

  @Override
  public CompletableFuture<Void> putRunRecord(RunRecord record) {
    try {
      if (record.status().isFinished()) {
        putFinished(record);
      } else {
        channel.send(FrameType.STARTED, run, Messages.started(record.started(), printed.bytes()));
      }
      return CompletableFuture.completedFuture(null);
    } catch (IOException e) {
      return CompletableFuture.failedFuture(failed("the record", e));
    }
  }

  private void putFinished(RunRecord record) throws IOException {
    boolean usual = record.provenance().equals(provenance);
    if (!usual) {
      provenance = record.provenance();
      channel.put(
          FrameType.PROVENANCE,
          run,
          RunRecordCodec.provenanceText(provenance).getBytes(StandardCharsets.UTF_8));
    }
    JsonBytes out = new JsonBytes(1024);
    RunRecordCodec.writeOpen(record, "", out);
    out.raw('}');
    byte[] body = Messages.over(printed.bytes(), out.array(), out.size());
    channel.put(FrameType.RECORD, run, body);
    recorded = true;
  }

  @Override
  public void append(StreamKey stream, byte[] bytes) {
    FrameType type = stream.kind() == StreamKey.Kind.LOG ? FrameType.LOG : FrameType.SERIES;
    try {
      channel.send(type, run, bytes);
    } catch (IOException e) {
      throw failed("the " + stream.kind(), e);
    }
  }

  @Override
  public ArtifactDescriptor putArtifact(ArtifactDraft draft, InputStream content)
      throws IOException {
    return transfer.send(run, draft, content);
  }

  @Override
  public InputStream openArtifact(ArtifactDescriptor artifact) throws IOException {
    return transfer.receive(run, artifact);
  }

  @Override
  public List<RunRecord> attempts(RunId runId) {
    try {
      return transfer.attempts(run, runId);
    } catch (IOException e) {
      throw failed("a question", e);
    }
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo("worker", locator, Messages.PROTOCOL, 0, -1, Map.of());
  }

  final MetalabException failed(String what, IOException cause) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The worker could not hand %s of a run to the study's process: %s"
            .formatted(what, cause.getMessage()),
        cause);
  }
}
