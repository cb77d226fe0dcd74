package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.core.artifact.EarlierRuns;
import io.metalab.core.artifact.StoredArtifacts;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.plan.StudyPlan;
import io.metalab.testkit.InMemoryStore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where errors of artifacts point to in a study file. */
class ArtifactPlacesTest {
  @TempDir Path directory;

  private final InMemoryStore store = new InMemoryStore();
  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
    EarlierRuns.success(store, EarlierRuns.id("4f21ab34"), "model.txt", "abc");
  }

  @Test
  void aNameThatTheRunLacksIsPointedAt() {
    refuses(
        "context: {model: {artifact: modle.txt, run: 4f21ab}}\n",
        ErrorCode.NOT_FOUND,
        """
        %s:4:29: The artifact 'modle.txt' of run 4f21ab cannot be used: the run has none of this name. Its artifacts are model.txt.
           4 | context: {model: {artifact: modle.txt, run: 4f21ab}}
             |                             ^^^^^^^^^ did you mean 'model.txt'?\
        """);
  }

  @Test
  void aRunThatIsNotThereIsPointedAtAnywhereInASweep() {
    refuses(
        """
        sweep:
          grid:
            model:
              - {artifact: model.txt, run: 4f21ab34}
              - {artifact: model.txt, run: abcd}
        """,
        ErrorCode.NOT_FOUND,
        """
        %s:8:36: The artifact 'model.txt' of run abcd cannot be used: the store in-memory: holds no such run.
           8 |       - {artifact: model.txt, run: abcd}
             |                                    ^^^^ hint: look with metalab ls\
        """);
  }

  @Test
  void digitsThatYamlReadsAsANumberMustBeQuoted() {
    assertThatThrownBy(() -> studies.readOpen("params: {m: {artifact: a, run: 1234}}\n"))
        .hasMessageContaining("study.yaml:4:32: params.m.run must be text, not the number 1234.")
        .hasMessageEndingWith("hint: quote it");
  }

  @Test
  void whatIsNoIdIsRefusedAtItsPlace() {
    assertThatThrownBy(() -> studies.readOpen("params: {m: {artifact: a, run: XYZ}}\n"))
        .hasMessageContaining("The run (XYZ) of an artifact must be its id, 64 lower-case hex");
    assertThatThrownBy(() -> studies.readOpen("params: {m: {artifact: a}}\n"))
        .hasMessageContaining("the id of its run");
  }

  private void refuses(String rest, ErrorCode code, String message) {
    LoadedStudy study = studies.readOpen(rest);
    assertThatThrownBy(
            () ->
                StudyPlan.of(
                    study.experiment(),
                    FileDigests.of(directory),
                    study.located(StoredArtifacts.of(store))))
        .isInstanceOf(StudyFileException.class)
        .hasMessage(message.formatted(directory.resolve("study.yaml")))
        .extracting("code")
        .isEqualTo(code);
  }
}
