package io.dymad.agent.app;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentProblem;
import io.dymad.agent.DatasetKind;
import io.dymad.agent.facade.CheckpointRecord;
import io.dymad.agent.facade.Checkpoints;
import io.dymad.agent.facade.DatasetRecord;
import io.dymad.agent.facade.Datasets;
import io.dymad.agent.registry.ModelCapability;
import io.dymad.agent.registry.Models;
import io.dymad.agent.registry.Profile;
import io.dymad.agent.registry.Profiles;
import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.ObjectStore;
import io.dymad.agent.store.StoredObject;
import io.dymad.models.Variant;
import io.metalab.api.MetalabException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Datasets, checkpoints, models and profiles, and whatever has a handle. */
public final class CatalogService {
  private static final List<String> DEVICES = List.of("auto", "cpu", "cuda");

  private final ObjectStore objects;
  private final Datasets datasets;
  private final Checkpoints checkpoints;

  CatalogService(ObjectStore objects, Datasets datasets, Checkpoints checkpoints) {
    this.objects = requireNonNull(objects, "objects");
    this.datasets = requireNonNull(datasets, "datasets");
    this.checkpoints = requireNonNull(checkpoints, "checkpoints");
  }

  /**
   * Registers a file of trajectories. The same content has the same handle, wherever it lies.
   *
   * @param path relative to the agent's directory, or absolute
   * @param format npz
   * @param kind regular or graph
   * @throws io.dymad.agent.AgentException with {@code invalid_field}, {@code dataset_kind} or
   *     {@code no_dataset}; nothing is kept
   */
  public Map<String, @Nullable Object> registerDataset(String path, String format, String kind) {
    if (!format.equals(DatasetRecord.FORMAT)) {
      throw AgentProblem.of(
              "invalid_field", "format (%s) must be %s.".formatted(format, DatasetRecord.FORMAT))
          .at("format")
          .exception();
    }
    DatasetKind known = DatasetKind.ofName(kind, "kind");
    DatasetRecord dataset = readable("path", () -> datasets.register(path, known));
    Map<String, @Nullable Object> data =
        Answers.of("summary", "Registered %s as %s.".formatted(dataset.path(), dataset.handle()));
    data.put("dataset", map(dataset));
    return data;
  }

  private static <T> T readable(String fieldPath, Supplier<T> work) {
    try {
      return work.get();
    } catch (MetalabException e) {
      throw AgentProblem.of("no_dataset", String.valueOf(e.getMessage())).at(fieldPath).exception();
    }
  }

  /**
   * Returns what a dataset holds.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_handle} or {@code handle_kind}, or
   *     with {@code no_dataset} if its file is gone or damaged
   */
  public Map<String, @Nullable Object> inspectDataset(String handle) {
    DatasetRecord dataset = datasets.get(handle, "dataset_handle");
    Map<String, @Nullable Object> inspection = Answers.of("format", DatasetRecord.FORMAT);
    inspection.put("kind", dataset.kind().wireName());
    inspection.putAll(readable("dataset_handle", dataset::inspect).toMap());
    Map<String, @Nullable Object> data = Answers.of("dataset", map(dataset));
    data.put("inspection", inspection);
    return data;
  }

  private static Map<String, @Nullable Object> map(DatasetRecord dataset) {
    Map<String, @Nullable Object> map = Answers.of("handle", dataset.handle().toString());
    map.put("kind", dataset.kind().wireName());
    map.put("format", DatasetRecord.FORMAT);
    map.put("path", dataset.path().toString());
    map.put("sha256", dataset.sha256());
    return map;
  }

  /**
   * Registers the directory of a checkpoint that {@code dymad.train} left.
   *
   * @param model family, alias, variant or reference that its model must be of
   * @param path relative to the agent's directory, or absolute
   * @param device auto, cpu or cuda; models predict in double precision on the CPU whatever it is
   * @throws io.dymad.agent.AgentException with {@code unknown_model_key}, {@code other_model},
   *     {@code no_checkpoint} or {@code invalid_field}; nothing is kept
   */
  public Map<String, @Nullable Object> registerCheckpoint(
      String model, String path, String device) {
    if (!DEVICES.contains(device)) {
      throw AgentProblem.of(
              "invalid_field",
              "device (%s) must be one of %s.".formatted(device, String.join(", ", DEVICES)))
          .at("device")
          .exception();
    }
    Variant variant = NamedModels.require(model, checkpoints.variant(path));
    CheckpointRecord checkpoint = checkpoints.register(path, List.of());
    Map<String, @Nullable Object> map = Answers.of("handle", checkpoint.handle().toString());
    map.put("model_ref", variant.reference());
    map.put("path", checkpoint.path().toString());
    map.put("sha256", checkpoint.sha256());
    Map<String, @Nullable Object> data =
        Answers.of(
            "summary", "Registered %s as %s.".formatted(checkpoint.path(), checkpoint.handle()));
    data.put("checkpoint", map);
    return data;
  }

  /** Returns all families of models. */
  public Map<String, @Nullable Object> models() {
    return Answers.of("models", Models.all().stream().map(ModelCapability::toMap).toList());
  }

  /** Returns the family of a key, alias, variant or reference. */
  public Map<String, @Nullable Object> resolveModel(String keyOrAlias) {
    return Answers.of("model", Models.find(keyOrAlias).toMap());
  }

  /** Returns all profiles. */
  public Map<String, @Nullable Object> profiles() {
    return Answers.of("profiles", Profiles.all().stream().map(Profile::toMap).toList());
  }

  /**
   * Returns what a handle stands for.
   *
   * @throws io.dymad.agent.AgentException with {@code unknown_handle} or {@code handle_kind}
   */
  public Map<String, @Nullable Object> describeObject(String handle) {
    StoredObject object = objects.get(handle, "handle");
    Map<String, @Nullable Object> map = Answers.summary(object);
    map.remove("preview");
    map.put("sha256", object.sha256());
    map.put("content", object.content());
    return Answers.of("object", map);
  }

  /** Returns the objects of a kind, or of all kinds, in the order in which they were first kept. */
  public Map<String, @Nullable Object> listObjects(Optional<String> kind) {
    List<HandleKind> kinds =
        kind.map(HandleKind::ofName)
            .map(List::of)
            .orElseGet(() -> Arrays.asList(HandleKind.values()));
    return Answers.of(
        "objects",
        kinds.stream().flatMap(one -> objects.list(one).stream()).map(Answers::summary).toList());
  }
}
