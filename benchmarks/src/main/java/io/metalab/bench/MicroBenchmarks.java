package io.metalab.bench;

import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunIds;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.capture.internal.NpySerializer;
import io.metalab.core.codec.RunRecordCodec;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.plan.StudyPlan;
import io.metalab.core.registry.Stores;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What JMH measures: one step of a run or of a resume at a time. */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MicroBenchmarks {
  private static final int BATCH = 1_000;

  /** Values that the steps are about; read only. */
  @State(Scope.Benchmark)
  public static class Values {
    private final Params params =
        Params.of("lr", 0.001, "width", 64, "depth", 3, "model", "linear");
    private final StudyPlan plan = NoOpStudy.plan("micro", 10_000);
    private final RunRecord record = record(params);
    private final byte[] encoded = RunRecordCodec.encode(record);
    private final double[] array = new double[BATCH];

    private static RunRecord record(Params params) {
      SeedBundle seeds = SeedBundle.of(42, 1);
      String identity = CanonicalJson.write(params.asMap());
      String digest = CanonicalJson.sha256(identity);
      return RunRecord.builder()
          .runId(new RunId(digest))
          .experimentId("micro:1")
          .operation("no_op@1")
          .identity(identity)
          .computation(digest)
          .contextFingerprint(digest)
          .paramsFingerprint(digest)
          .seedFingerprint(digest)
          .resultDigest(digest)
          .status(RunStatus.SUCCESS)
          .params(params)
          .seeds(seeds)
          .started(Instant.EPOCH)
          .finished(Instant.EPOCH)
          .metrics(Map.of("loss", 0.25, "steps", 1000L))
          .build();
    }
  }

  /** A journal of 10,000 runs. */
  @State(Scope.Benchmark)
  public static class Journal {
    private final Path directory;
    private final Store store;
    private final RunIds ids;

    /** Fills the journal. */
    public Journal() {
      try {
        directory = Files.createTempDirectory("metalab-micro-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      store =
          Stores.open(
              directory.toString(),
              OpenOptions.readWrite(),
              MicroBenchmarks.class.getClassLoader());
      StudyPlan plan = NoOpStudy.plan("micro", 10_000);
      NoOpStudy.run(plan, store);
      ids = plan.ids(0, BATCH);
    }

    /** Deletes it. */
    @TearDown
    public void delete() throws IOException {
      store.close();
      Benchmarks.delete(directory);
    }
  }

  /** Writes params of four values as canonical JSON. */
  @Benchmark
  public String canonicalJson(Values values) {
    return CanonicalJson.write(values.params.asMap());
  }

  /** Makes the ids of a grid, of which each costs this much. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public RunIds runId(Values values) {
    return values.plan.ids(0, BATCH);
  }

  /** Writes a record as a journal does. */
  @Benchmark
  public byte[] recordEncode(Values values) {
    return RunRecordCodec.encode(values.record);
  }

  /** Reads it back. */
  @Benchmark
  public RunRecord recordDecode(Values values) {
    return RunRecordCodec.decode(values.encoded);
  }

  /** Looks ids up in batches, of which each costs this much. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public Map<RunId, StoredRun> catalogLookup(Journal journal) {
    return journal.store.findRuns(journal.ids);
  }

  /** Writes 1,000 doubles as an npy file in memory. */
  @Benchmark
  public byte[] npyWrite(Values values) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NpySerializer().write(values.array, out);
    return out.toByteArray();
  }
}
