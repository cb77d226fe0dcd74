package io.metalab.executor.process;

import java.io.IOException;

/** What a frame says; the order is that of the codes on the wire. */
enum FrameType {
  /** Worker: I am here; the body is the version of the protocol. */
  HELLO,
  /** Parent: this is the study; JSON, see {@link WorkerSetup}. */
  SETUP,
  /** Worker: runs may come. */
  READY,
  /** Worker: the study cannot be executed here; JSON of a {@link Failure}. */
  REFUSED,

  /** Parent: execute this run; JSON of its payload. */
  RUN,
  /** Parent: stop this run or, if it has not started, do not start it; the body is the reason. */
  CANCEL,
  /** Parent: give back the runs that have not started. */
  RECALL,
  /** Worker: the run starts; how much was printed by then, and the time. */
  STARTED,
  /** Worker: the run was cancelled or recalled before it started. */
  UNSTARTED,
  /** Worker: this is where the records that follow were made; JSON of a provenance. */
  PROVENANCE,
  /** Worker: the run is over; how much was printed by then, and JSON of its record. */
  RECORD,
  /** Worker: the run is over without a record; printed bytes, and JSON of a {@link Failure}. */
  BROKEN,

  /** Worker: bytes of the log. */
  LOG,
  /** Worker: bytes of the series. */
  SERIES,
  /** Worker: how far the run has come; JSON. */
  PROGRESS,

  /** Worker: an artifact follows as chunks; JSON of its draft. */
  ARTIFACT,
  /** Parent: the artifact is stored, with JSON of digest and size; or the state is. */
  STORED,
  /** Worker: save this state of the run; its name and its bytes. */
  SAVE,
  /** Worker: send this state of the run as a chunk, if there is one; the body is its name. */
  RESTORE,
  /** Worker: send this artifact of an earlier run; JSON of its descriptor. */
  OPEN,
  /** Worker: send the records of this run, each as a chunk; the body is its id. */
  ATTEMPTS,
  /** Either: bytes of what is on its way. */
  CHUNK,
  /** Either: it is complete. */
  CHUNKS_END,
  /** Either: there will be nothing; JSON of a {@link Failure}. */
  FAILED;

  private static final FrameType[] ALL = values();

  @SuppressWarnings("EnumOrdinal") // both ends are of one version, which the greeting checks
  byte code() {
    return (byte) ordinal();
  }

  static FrameType of(byte code) throws IOException {
    if (code < 0 || code >= ALL.length) {
      throw new IOException("A frame of the unknown type %d came.".formatted(code));
    }
    return ALL[code];
  }
}
