package io.dymad.agent.app;

import static io.dymad.agent.app.AgentProject.map;
import static io.dymad.agent.app.AgentProject.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogServiceTest {
  @TempDir private Path directory;
  private AgentProject project;
  private CatalogService catalog;

  @BeforeEach
  void open() throws Exception {
    project = new AgentProject(directory);
    catalog = project.agent().catalog();
  }

  @AfterEach
  void close() {
    project.close();
  }

  @Test
  void aDatasetIsKnownByItsContentWhereverItLies() throws Exception {
    Files.copy(directory.resolve("data.npz"), directory.resolve("copy.npz"));

    Map<String, @Nullable Object> copy =
        map(catalog.registerDataset("copy.npz", "npz", "regular"), "dataset");

    assertThat(copy)
        .containsEntry("handle", project.dataset())
        .containsEntry("path", directory.resolve("copy.npz").toString());
    assertThat(objects("dataset")).hasSize(1);
  }

  @Test
  void aDatasetIsInspected() {
    assertThat(map(catalog.inspectDataset(project.dataset()), "inspection"))
        .containsEntry("format", "npz")
        .containsEntry("kind", "regular")
        .containsEntry("n_trajectories", 4)
        .containsEntry("state_dim", 2)
        .containsEntry("control_dim", 0)
        .containsEntry("has_graph", false);
  }

  @Test
  void whatIsWrongWithADatasetIsSaidByFieldAndNothingIsKept() throws Exception {
    Files.writeString(directory.resolve("damaged.npz"), "no zip");
    refused("path", "no_dataset", () -> catalog.registerDataset("none.npz", "npz", "regular"));
    refused("path", "no_dataset", () -> catalog.registerDataset("damaged.npz", "npz", "regular"));
    refused("path", "no_dataset", () -> catalog.registerDataset(".", "npz", "regular"));
    refused("format", "invalid_field", () -> catalog.registerDataset("data.npz", "csv", "regular"));
    refused("kind", "invalid_field", () -> catalog.registerDataset("data.npz", "npz", "mesh"));
    refused("kind", "dataset_kind", () -> catalog.registerDataset("data.npz", "npz", "graph"));
    assertThat(objects("dataset")).hasSize(1);
  }

  @Test
  void aDatasetWhoseFileIsGoneIsNotInspected() throws Exception {
    Files.delete(directory.resolve("data.npz"));

    refused("dataset_handle", "no_dataset", () -> catalog.inspectDataset(project.dataset()));
    refused("dataset_handle", "handle_kind", () -> catalog.inspectDataset("chk_000000000000"));
  }

  @Test
  void objectsAreListedAndDescribedWithWhereTheyCameFrom() {
    String request = project.compile(Map.of());

    assertThat(objects("training_request")).hasSize(1);
    Map<String, @Nullable Object> object = map(catalog.describeObject(request), "object");
    assertThat(object)
        .containsEntry("handle", request)
        .containsEntry("kind", "training_request")
        .containsEntry("derived_from", List.of(project.dataset()));
    assertThat(text(object, "sha256")).startsWith(request.substring("trainreq_".length()));
    refused("handle", "unknown_handle", () -> catalog.describeObject("ds_000000000000"));
    refused("handle", "handle_kind", () -> catalog.describeObject("data.npz"));
    refused("kind", "invalid_field", () -> catalog.listObjects(Optional.of("model")));
  }

  private List<?> objects(String kind) {
    return catalog.listObjects(Optional.of(kind)).get("objects") instanceof List<?> objects
        ? objects
        : List.of();
  }

  private static void refused(String fieldPath, String code, ThrowingCallable call) {
    AgentProblem problem = catchThrowableOfType(AgentException.class, call).problem();
    assertThat(problem.fieldPath()).as(problem.message()).isEqualTo(fieldPath);
    assertThat(problem.code()).as(problem.message()).isEqualTo(code);
  }
}
