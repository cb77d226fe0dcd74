package io.metalab.core.run;

/**
 * How a plan is cut into chunks; the same for every controller of the plan.
 *
 * @param planSize number of runs
 * @param chunkSize runs in each chunk but the last
 */
record ChunkLayout(long planSize, int chunkSize) {
  private static final int CHUNKS_WANTED = 64;
  private static final int MIN_RUNS = 4;
  private static final int MAX_RUNS = 1_024;

  static ChunkLayout of(long planSize) {
    long size = Math.max(MIN_RUNS, Math.min(MAX_RUNS, planSize / CHUNKS_WANTED));
    return new ChunkLayout(planSize, (int) size);
  }

  long chunks() {
    return planSize / chunkSize + (planSize % chunkSize == 0 ? 0 : 1);
  }

  long from(long chunk) {
    return chunk * chunkSize;
  }

  long to(long chunk) {
    return Math.min(planSize, from(chunk) + chunkSize);
  }
}
