package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Params;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunRecordBuilder;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.json.Json;
import io.metalab.core.registry.Stores;
import io.metalab.it.JavaProcess.Outcome;
import io.metalab.testkit.Needs;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files, written through DuckDB and read back by a program that shares nothing with it. */
class ParquetIT {
  private static final Path NPM = Path.of("target/npm").toAbsolutePath();
  private static final Instant START = Instant.parse("2026-11-01T12:00:00.123456789Z");
  private static final String READER =
      """
      import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
      const file = await asyncBufferFromFile(process.argv[1]);
      const metadata = await parquetMetadataAsync(file);
      const types = metadata.schema.slice(1).map(c => [c.name, c.logical_type?.unit ?? c.converted_type ?? c.type]);
      const plain = v => typeof v === 'bigint' ? 'int ' + v : v instanceof Date ? v.toISOString()
          : typeof v === 'number' && !Number.isFinite(v) ? String(v) : v;
      const rows = (await parquetReadObjects({ file, metadata }))
          .map(row => Object.values(row).map(plain));
      console.log(JSON.stringify({ types, rows }));
      """;

  @TempDir Path directory;

  private static RunRecordBuilder run(int number, Params params, Map<String, Object> metrics) {
    return RunRecord.builder()
        .runId(new RunId("%064x".formatted(number)))
        .experimentId("toy:1")
        .operation("toy@1")
        .status(RunStatus.SUCCESS)
        .params(params)
        .seeds(SeedBundle.of(42, number))
        .started(START)
        .finished(START.plusMillis(1500))
        .metrics(metrics);
  }

  private void store(List<RunRecord> runs) {
    String locator = Stores.toUri("./runs", directory).toString();
    ClassLoader loader = ParquetIT.class.getClassLoader();
    try (Store store = Stores.open(locator, OpenOptions.readWrite(), loader)) {
      runs.stream().map(store::putRunRecord).toList().forEach(written -> written.join());
    }
  }

  private static boolean isDriver(String entry) {
    return entry.contains("duckdb_jdbc");
  }

  /** Exports with a class path that holds the driver only where the command line says so. */
  private Outcome export(String... arguments) {
    List<String> entries =
        Arrays.asList(
            ManagementFactory.getRuntimeMXBean().getClassPath().split(File.pathSeparator));
    String driver = entries.stream().filter(ParquetIT::isDriver).findFirst().orElseThrow();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        entries.stream()
            .filter(entry -> !isDriver(entry))
            .collect(Collectors.joining(File.pathSeparator)));
    command.addAll(List.of("io.metalab.cli.Main", "export", "-o", "toy.parquet"));
    command.addAll(List.of("--classpath", driver));
    command.addAll(List.of(arguments));
    return JavaProcess.run(directory, command);
  }

  private Map<String, @Nullable Object> read() {
    boolean there = Files.isDirectory(NPM.resolve("node_modules/hyparquet"));
    Needs.that(
        there, "hyparquet (npm install --prefix integration-tests/target/npm hyparquet@1.33.0)");
    String file = directory.resolve("toy.parquet").toString();
    Outcome outcome =
        JavaProcess.run(NPM, List.of("node", "--input-type=module", "-e", READER, file));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return Json.parseObject(outcome.out());
  }

  @Test
  void keepsTypesAndValuesOfEveryKind() {
    store(
        List.of(
            run(
                    1,
                    Params.of("lr", 0.1, "width", 16, "flag", true, "name", "", "mixed", 1),
                    Map.of("loss", 0.1 + 0.2, "steps", 9007199254740993L, "half", 1.0))
                .build(),
            run(
                    2,
                    Params.of(
                        "lr",
                        1,
                        "width",
                        -3,
                        "flag",
                        false,
                        "name",
                        "a,\"b\"\n\t\u00fc\ud83d\ude00"),
                    Map.of("loss", Double.NaN, "steps", 7L, "half", 0.5))
                .build(),
            run(
                    3,
                    Params.of("lr", 1e-300, "name", "NaN", "mixed", List.of(1, "x")),
                    Map.of("loss", Double.NEGATIVE_INFINITY))
                .build(),
            run(4, Params.of("width", 0, "mixed", "text"), Map.of())
                .status(RunStatus.FAILED)
                .error(RunError.of("Boom", "no"))
                .build()));

    Outcome outcome =
        export("--cols", "id,lr,width,flag,name,mixed,loss,steps,half,started,duration,error");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("wrote 4 runs to toy.parquet");
    Map<String, @Nullable Object> file = read();
    assertThat(file.get("types"))
        .isEqualTo(
            List.of(
                List.of("record.id", "UTF8"),
                List.of("params.lr", "DOUBLE"),
                List.of("params.width", "INT_64"),
                List.of("params.flag", "BOOLEAN"),
                List.of("params.name", "UTF8"),
                List.of("params.mixed", "UTF8"),
                List.of("metrics.loss", "DOUBLE"),
                List.of("metrics.steps", "INT_64"),
                List.of("metrics.half", "DOUBLE"),
                List.of("record.started", "NANOS"),
                List.of("record.duration", "DOUBLE"),
                List.of("record.error", "UTF8")));
    String started = "2026-11-01T12:00:00.123Z";
    String zeros = "0".repeat(63);
    assertThat(file.get("rows"))
        .isEqualTo(
            Arrays.asList(
                Arrays.asList(
                    zeros + 1,
                    0.1,
                    "int 16",
                    true,
                    "",
                    "1",
                    0.1 + 0.2,
                    "int 9007199254740993",
                    1L,
                    started,
                    1.5,
                    null),
                Arrays.asList(
                    zeros + 2,
                    1L,
                    "int -3",
                    false,
                    "a,\"b\"\n\t\u00fc\ud83d\ude00",
                    null,
                    "NaN",
                    "int 7",
                    0.5,
                    started,
                    1.5,
                    null),
                Arrays.asList(
                    zeros + 3,
                    1e-300,
                    null,
                    null,
                    "NaN",
                    "[1,\"x\"]",
                    "-Infinity",
                    null,
                    null,
                    started,
                    1.5,
                    null),
                Arrays.asList(
                    zeros + 4,
                    null,
                    "int 0",
                    null,
                    null,
                    "text",
                    null,
                    null,
                    null,
                    started,
                    1.5,
                    "Boom: no")));
  }

  @Test
  void keepsTheOrderOfManyRowsAndTheRunsThatAFilterKeeps() {
    List<RunRecord> runs = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      runs.add(run(i + 1, Params.of("x", i), Map.of("y", i * 0.1)).build());
    }
    store(runs);

    assertThat(export("--cols", "x,y", "--where", "x >= 100").exitCode()).isZero();

    List<Object> expected = new ArrayList<>();
    for (int i = 100; i < 5_000; i++) {
      double y = i * 0.1;
      expected.add(List.of("int " + i, y == Math.rint(y) ? (Object) (long) y : (Object) y));
    }
    assertThat((List<?>) read().get("rows")).isEqualTo(expected);
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("runs", "toy.parquet");
  }
}
