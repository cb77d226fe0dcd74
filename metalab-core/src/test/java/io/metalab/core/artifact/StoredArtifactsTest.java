package io.metalab.core.artifact;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.RunId;
import io.metalab.core.artifact.ArtifactResolution.Found;
import io.metalab.core.artifact.ArtifactResolution.Missing;
import io.metalab.core.identity.FileDigests;
import io.metalab.testkit.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredArtifactsTest {
  /** The SHA-256 of "abc", as the standard prints it. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final RunId RUN = EarlierRuns.id("4f21ab34");

  private final InMemoryStore store = new InMemoryStore();

  @TempDir private Path directory;

  @Test
  void findsAnArtifactByTheIdOfItsRunOrTheFirstDigitsOfIt() {
    EarlierRuns.success(store, RUN, "model.txt", "abc");
    ArtifactValue expected = new ArtifactValue(RUN, "model.txt", ABC);
    assertThat(resolve(ArtifactValue.of(RUN, "model.txt"))).isEqualTo(new Found(expected));
    assertThat(resolve(ArtifactValue.of("4f", "model.txt"))).isEqualTo(new Found(expected));
  }

  @Test
  void aCapturedDirectoryHasTheDigestOfADirectoryWithThatContent() throws IOException {
    EarlierRuns.success(
        store, RUN, "model/w.txt", "abc", "model/deep/ü.txt", "two", "model.txt", "else");
    Path copy = directory.resolve("copy");
    Files.createDirectories(copy.resolve("deep"));
    Files.writeString(copy.resolve("w.txt"), "abc");
    Files.writeString(copy.resolve("deep/ü.txt"), "two");
    String digest = FileDigests.of(directory).resolve(DirValue.of(copy.toString()), "dir").sha256();
    assertThat(resolve(ArtifactValue.of(RUN, "model")))
        .isEqualTo(new Found(new ArtifactValue(RUN, "model", digest)));
  }

  @Test
  void aRunThatTheStoreDoesNotHoldIsNamedWithTheStore() {
    Missing missing = missing(ArtifactValue.of("77", "model.txt"));
    assertThat(missing.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(missing.ofName()).isFalse();
    assertThat(missing.reason()).isEqualTo("the store in-memory: holds no such run.");
    assertThat(missing(ArtifactValue.of(EarlierRuns.id("8"), "m"))).isEqualTo(missing);
  }

  @Test
  void digitsThatFitSeveralRunsAreAnsweredWithThem() {
    EarlierRuns.success(store, EarlierRuns.id("4f1"), "m", "abc");
    EarlierRuns.success(store, EarlierRuns.id("4f2"), "m", "abc");
    Missing missing = missing(ArtifactValue.of("4f", "m"));
    assertThat(missing.code()).isEqualTo(ErrorCode.AMBIGUOUS_ID);
    assertThat(missing.reason())
        .isEqualTo(
            "several runs of in-memory: start with these digits: 4f1000000000, 4f2000000000.");
    assertThat(missing.suggestion()).isEqualTo("write more digits");
  }

  @Test
  void aRunThatDidNotSucceedGivesNoInputs() {
    EarlierRuns.failure(store, RUN);
    Missing missing = missing(ArtifactValue.of(RUN, "m"));
    assertThat(missing.reason())
        .isEqualTo("the run is of status failed, and inputs come from successes.");
    assertThat(missing.suggestion()).isEqualTo("run train:1 first");
  }

  @Test
  void aNameThatTheRunLacksIsAnsweredWithThoseThereAreAndTheOneThatWasMeant() {
    EarlierRuns.success(store, RUN, "model/w.txt", "abc", "log.txt", "d");
    Missing missing = missing(ArtifactValue.of(RUN, "modle"));
    assertThat(missing.code()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(missing.ofName()).isTrue();
    assertThat(missing.reason())
        .isEqualTo("the run has none of this name. Its artifacts are model/w.txt, log.txt.");
    assertThat(missing.suggestion()).isEqualTo("model");
    EarlierRuns.success(store, EarlierRuns.id("9"));
    assertThat(missing(ArtifactValue.of("9", "m")).reason()).isEqualTo("the run has no artifacts.");
  }

  @Test
  void whereNoStoreIsKnownEveryArtifactIsRefusedWithItsField() {
    ArtifactValue reference = ArtifactValue.of(RUN, "model.txt");
    assertThatThrownBy(() -> throwing(ArtifactResolver.NONE, reference))
        .hasMessage(
            "The artifact 'model.txt' of run 4f21ab34 cannot be used: there is no store to look it"
                + " up in. It is the value of context.model.");
  }

  private static void throwing(ArtifactResolver resolver, ArtifactValue reference) {
    Map<ArtifactValue, ArtifactResolution> resolved = resolver.resolve(List.of(reference));
    throw resolver.problem(
        reference, "context.model", (Missing) requireNonNull(resolved.get(reference)));
  }

  private ArtifactResolution resolve(ArtifactValue reference) {
    return requireNonNull(StoredArtifacts.of(store).resolve(List.of(reference)).get(reference));
  }

  private Missing missing(ArtifactValue reference) {
    return (Missing) resolve(reference);
  }
}
