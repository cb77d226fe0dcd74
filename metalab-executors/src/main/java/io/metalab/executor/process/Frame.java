package io.metalab.executor.process;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One message between a study's process and a worker. */
final class Frame {
  private final FrameType type;
  private final int run;
  private final byte[] body;

  Frame(FrameType type, int run, byte[] body) {
    this.type = type;
    this.run = run;
    this.body = body;
  }

  FrameType type() {
    return type;
  }

  /** Returns the number of the run it is about, as it was handed to this worker; 0 for none. */
  int run() {
    return run;
  }

  byte[] body() {
    return body;
  }

  String text() {
    return new String(body, UTF_8);
  }
}
