package io.metalab.core.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactValue;
import io.metalab.api.CancellationToken;
import io.metalab.api.ContextBuilder;
import io.metalab.api.ContextSpec;
import io.metalab.api.ErrorCode;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.core.artifact.ArtifactResolution;
import io.metalab.core.artifact.EarlierRuns;
import io.metalab.core.artifact.StoredArtifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Artifacts of earlier runs as an operation finds them. */
class RunBodyInputsTest extends RunBodyFixture {
  private static final RunId EARLIER = EarlierRuns.id("4f21ab34");

  @TempDir private Path directory;

  @Test
  void anOperationFindsAFileWhereItsParamsTell() {
    EarlierRuns.success(store, EARLIER, "deep/model.txt", "abc");
    RunRecord record =
        run(
            reading(path -> path.getFileName() + ": " + Files.readString(path)),
            payload(ContextSpec.empty(), Params.of("model", planned("deep/model.txt"))));
    assertThat(record.metrics()).containsEntry("read", "model.txt: abc");
    assertThat(record.params().get("model")).isEqualTo(planned("deep/model.txt"));
  }

  @Test
  void aCapturedDirectoryIsFoundAsADirectory() {
    EarlierRuns.success(store, EARLIER, "model/a.txt", "1", "model/deep/b.txt", "2", "c.txt", "3");
    RunRecord record =
        run(
            reading(
                path -> {
                  List<String> files = new ArrayList<>();
                  try (Stream<Path> below = Files.walk(path)) {
                    for (Path file : below.filter(Files::isRegularFile).sorted().toList()) {
                      files.add(path.relativize(file) + "=" + Files.readString(file));
                    }
                  }
                  return files.toString();
                }),
            payload(ContextSpec.empty(), Params.of("model", planned("model"))));
    assertThat(record.metrics()).containsEntry("read", "[a.txt=1, deep/b.txt=2]");
  }

  @Test
  void whatASerializerWroteIsReadByTypeWhateverItsName() {
    store
        .putRunRecord(
            EarlierRuns.record(EARLIER)
                .artifacts(
                    List.of(
                        EarlierRuns.artifact(store, EARLIER, "model", "json", "{\"loss\":0.25}")))
                .build())
        .join();
    Operation operation =
        (context, params, seeds, runtime, capture) -> {
          Map<?, ?> read = runtime.read(params.getPath("model"), Map.class);
          capture.metric("loss", (Double) requireNonNull(read.get("loss")));
          return null;
        };
    RunRecord record =
        run(operation, payload(ContextSpec.empty(), Params.of("model", planned("model"))));
    assertThat(record.metrics()).containsEntry("loss", 0.25);
  }

  @Test
  void anyOtherFileIsReadByItsExtension() throws IOException {
    Path json = Files.writeString(directory.resolve("a.json"), "[1, 2]");
    Path text = Files.writeString(directory.resolve("a.txt"), "two");
    Operation operation =
        (context, params, seeds, runtime, capture) -> {
          capture.metric("sum", runtime.read(json, List.class).toString());
          capture.metric("text", runtime.read(text, String.class));
          capture.metric("bytes", (long) runtime.read(text, byte[].class).length);
          runtime.read(directory.resolve("none.json"), Object.class);
          return null;
        };
    RunRecord record = run(operation);
    assertThat(record.metrics())
        .containsEntry("sum", "[1, 2]")
        .containsEntry("text", "two")
        .containsEntry("bytes", 3L);
    assertThat(record.error().type()).isEqualTo(ErrorCode.FILE_UNREADABLE.name());
  }

  @Test
  void aContextBuilderFindsFilesInPlaceOfArtifacts() {
    EarlierRuns.success(store, EARLIER, "model.txt", "abc");
    ContextSpec spec =
        new ContextSpec(Params.of("model", planned("model.txt")), ReadingBuilder.class.getName());
    RunRecord record =
        run(
            (context, params, seeds, runtime, capture) -> {
              capture.metric("read", context.loaded("text", String.class));
              return null;
            },
            payload(spec, Params.empty()));
    assertThat(record.metrics()).containsEntry("read", "abc");
  }

  @Test
  void allRunsOfAWorkerShareOneCopyThatCannotBeWrittenAndGoesWithTheWorker() {
    EarlierRuns.success(store, EARLIER, "model.txt", "abc");
    Set<Path> places = new CopyOnWriteArraySet<>();
    DefaultRunBody body =
        new DefaultRunBody(
            config(
                    reading(
                        path -> {
                          places.add(path);
                          return Boolean.toString(
                              Files.getPosixFilePermissions(path).toString().contains("WRITE"));
                        }))
                .build());
    for (int attempt = 1; attempt <= 3; attempt++) {
      RunRecord record =
          body.run(
                  payload(ContextSpec.empty(), Params.of("model", planned("model.txt")))
                      .withAttempt(attempt),
                  CancellationToken.NONE)
              .join();
      assertThat(record.metrics()).containsEntry("read", "false");
    }
    assertThat(places).hasSize(1).allMatch(Files::exists);
    body.close();
    assertThat(places).noneMatch(Files::exists);
  }

  @Test
  void anArtifactWhoseRunMadeAnotherOneSinceFailsTheRun() {
    EarlierRuns.success(store, EARLIER, "model.txt", "abc");
    ArtifactValue planned = planned("model.txt").withSha256("0".repeat(64));
    RunRecord record =
        run(reading(Path::toString), payload(ContextSpec.empty(), Params.of("model", planned)));
    assertThat(record.status()).isEqualTo(RunStatus.FAILED);
    assertThat(record.error().type()).isEqualTo("CONTEXT_CHANGED");
    assertThat(record.error().message())
        .startsWith("The artifact 'model.txt' of run 4f21ab34 changed between plan and run: ");
  }

  @Test
  void anArtifactWhoseRunIsGoneFailsTheRunWithTheWayOut() {
    ArtifactValue planned = new ArtifactValue(EARLIER, "model.txt", "0".repeat(64));
    RunRecord record =
        run(reading(Path::toString), payload(ContextSpec.empty(), Params.of("model", planned)));
    assertThat(record.error().type()).isEqualTo("NOT_FOUND");
    assertThat(record.error().message())
        .isEqualTo(
            "The store in-memory: does not hold run 4f21ab34 any more, whose artifact 'model.txt'"
                + " is an input. Execute that run anew.");
  }

  private ArtifactValue planned(String name) {
    ArtifactValue reference = ArtifactValue.of(EARLIER, name);
    ArtifactResolution resolution =
        requireNonNull(StoredArtifacts.of(store).resolve(List.of(reference)).get(reference));
    return ((ArtifactResolution.Found) resolution).value();
  }

  private interface Reader {
    String read(Path path) throws IOException;
  }

  private static Operation reading(Reader reader) {
    return (context, params, seeds, runtime, capture) -> {
      capture.metric("read", reader.read(params.getPath("model")));
      return null;
    };
  }

  /** Loads the text of the file that stands for the model. */
  public static final class ReadingBuilder implements ContextBuilder {
    @Override
    public FrozenContext build(ContextSpec spec) {
      try {
        return FrozenContext.of(spec)
            .withLoaded("text", Files.readString(spec.values().getPath("model")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
