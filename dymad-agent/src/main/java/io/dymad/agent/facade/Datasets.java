package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentProblem;
import io.dymad.agent.DatasetKind;
import io.dymad.agent.store.Handle;
import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.Notes;
import io.dymad.agent.store.ObjectStore;
import io.dymad.agent.store.StoredObject;
import io.dymad.io.Dataset;
import io.dymad.io.NpzFiles;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.core.identity.FileDigests;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Datasets by handle: {@code ds_}. Their files stay where they are. */
public final class Datasets {
  private static final String LOCATION = "location";
  private static final String PATH = "path";
  private static final String SHA256 = "sha256";
  private static final String KIND = "kind";

  private final ObjectStore objects;
  private final Notes notes;
  private final FileDigests digests;

  /**
   * Creates the datasets of a store.
   *
   * @param digests of files; relative paths are taken from their base
   */
  public Datasets(ObjectStore objects, FileDigests digests) {
    this.objects = requireNonNull(objects, "objects");
    this.notes = new Notes(objects.store());
    this.digests = requireNonNull(digests, "digests");
  }

  /**
   * Registers a file. The same content has the same handle, wherever it lies; the last place
   * counts.
   *
   * @throws io.dymad.agent.AgentException with {@code dataset_kind} if it has no edges but should
   *     be a graph
   * @throws io.metalab.api.MetalabException with FILE_UNREADABLE or SERIALIZATION if it holds no
   *     trajectories; nothing is kept
   */
  public DatasetRecord register(String path, DatasetKind kind) {
    return register(path, kind, List.of());
  }

  /**
   * Registers a file that was made of other objects, as {@link #register(String, DatasetKind)}.
   *
   * @param derivedFrom what it was made of
   */
  public DatasetRecord register(String path, DatasetKind kind, List<Handle> derivedFrom) {
    FileValue file = (FileValue) digests.resolve(FileValue.of(path), PATH);
    Inspection inspection = Inspection.of(Path.of(file.path()));
    if (kind == DatasetKind.GRAPH && inspection.nodes() == 0) {
      throw AgentProblem.of(
              "dataset_kind",
              "The file %s has no edges (ei or adj) among %s, so its kind is not graph."
                  .formatted(file.path(), inspection.keys()))
          .at(KIND)
          .withHint("docs/training.md#graphs")
          .exception();
    }
    Map<String, Object> content = new LinkedHashMap<>();
    content.put(SHA256, file.sha256());
    content.put("format", DatasetRecord.FORMAT);
    content.put(KIND, kind.wireName());
    Handle handle = objects.put(HandleKind.DATASET, derivedFrom, content).handle();
    notes.put(handle, LOCATION, Map.of(PATH, file.path()));
    return record(objects.find(handle).orElseThrow());
  }

  /**
   * Returns the dataset of a handle.
   *
   * @param fieldPath where the handle stands in a request
   * @throws io.dymad.agent.AgentException with {@code handle_kind} or {@code unknown_handle}
   */
  public DatasetRecord get(String handle, String fieldPath) {
    return record(objects.get(HandleKind.DATASET, handle, fieldPath));
  }

  /**
   * Reads the trajectories of a dataset.
   *
   * @param fieldPath where its handle stands in a request
   * @throws io.dymad.agent.AgentException with {@code no_dataset} if its file is gone, damaged or
   *     not the one that was registered
   */
  public Dataset read(DatasetRecord dataset, String fieldPath) {
    try {
      digests.verify(dataset.file());
      return NpzFiles.read(dataset.path());
    } catch (MetalabException e) {
      throw AgentProblem.of("no_dataset", String.valueOf(e.getMessage())).at(fieldPath).exception();
    }
  }

  /** Returns all datasets, in the order in which they were first registered. */
  public List<DatasetRecord> list() {
    return objects.list(HandleKind.DATASET).stream().map(this::record).toList();
  }

  private DatasetRecord record(StoredObject object) {
    Object path = notes.last(object.handle(), LOCATION).get(PATH);
    return new DatasetRecord(
        object.handle(),
        String.valueOf(object.content().get(SHA256)),
        DatasetKind.ofName(String.valueOf(object.content().get(KIND)), KIND),
        Path.of(String.valueOf(path)));
  }
}
