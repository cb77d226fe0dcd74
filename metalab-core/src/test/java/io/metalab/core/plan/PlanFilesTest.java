package io.metalab.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import io.metalab.api.OperationSpec;
import io.metalab.api.Params;
import io.metalab.api.RunId;
import io.metalab.core.identity.FileDigests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files, directories and artifacts among the values of a sweep. */
class PlanFilesTest {
  /** The SHA-256 of "abc", as the standard prints it. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final RunId OTHER_RUN = new RunId("7".repeat(64));

  @TempDir private Path directory;

  @Test
  void enterTheIdentityByTheirContentHoweverDeepTheyAre() throws IOException {
    Files.writeString(directory.resolve("a.txt"), "abc");
    FileRef artifact = new ArtifactValue(OTHER_RUN, "model.json", ABC);
    PlannedRun run =
        run(
            Params.of(
                "models", List.of(Map.of("weights", FileValue.of("a.txt"), "n", 1), artifact)));
    assertThat(run.identity())
        .contains(
            "\"params\":{\"models\":[{\"n\":1,\"weights\":{\"$sha256\":\"%s\"}},{\"$sha256\":\"%s\"}]}"
                .formatted(ABC, ABC));
  }

  @Test
  void aDirectoryCountsByNamesAndContentsAndNeitherByPlaceNorByTime() throws IOException {
    PlannedRun run = run(withDirectory("here", "a.txt", "abc"));
    assertThat(run(withDirectory("there", "a.txt", "abc")).runId()).isEqualTo(run.runId());
    assertThat(run(withDirectory("renamed", "b.txt", "abc")).runId()).isNotEqualTo(run.runId());
    assertThat(run(withDirectory("edited", "a.txt", "abd")).runId()).isNotEqualTo(run.runId());
  }

  private Params withDirectory(String name, String file, String content) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    Files.writeString(made.resolve(file), content);
    Files.setLastModifiedTime(
        made.resolve(file), FileTime.from(Instant.EPOCH.plusSeconds(name.length())));
    return Params.of("inputs", List.of(DirValue.of(name)));
  }

  private PlannedRun run(Params point) {
    return StudyPlan.of(Plans.of(OperationSpec.open("op"), point), FileDigests.of(directory))
        .runAt(0);
  }
}
