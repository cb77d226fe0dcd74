package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentProblem;
import io.dymad.agent.store.Handle;
import io.dymad.agent.store.HandleKind;
import io.dymad.agent.store.Notes;
import io.dymad.agent.store.ObjectStore;
import io.dymad.agent.store.StoredObject;
import io.dymad.models.Variant;
import io.dymad.training.ModelOrigin;
import io.metalab.api.DirValue;
import io.metalab.api.MetalabException;
import io.metalab.core.identity.FileDigests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Trained models by handle: {@code chk_}. Their directories stay where they are. */
public final class Checkpoints {
  private static final String FIELD = "checkpoint_path";
  private static final String DOCUMENT = "training.json";
  private static final String LOCATION = "location";
  private static final String PATH = "path";
  private static final String SHA256 = "sha256";

  private final ObjectStore objects;
  private final Notes notes;
  private final FileDigests digests;

  /**
   * Creates the checkpoints of a store.
   *
   * @param digests of directories; relative paths are taken from their base
   */
  public Checkpoints(ObjectStore objects, FileDigests digests) {
    this.objects = requireNonNull(objects, "objects");
    this.notes = new Notes(objects.store());
    this.digests = requireNonNull(digests, "digests");
  }

  /**
   * Registers a directory that {@code dymad.train} left. The same content has the same handle,
   * wherever it lies; the last place counts.
   *
   * @param derivedFrom the run that left it, if that is known
   * @throws io.dymad.agent.AgentException with {@code no_checkpoint} if there is no document of a
   *     training in it; nothing is kept
   * @throws io.metalab.api.MetalabException with FILE_UNREADABLE if it cannot be read
   */
  public CheckpointRecord register(String path, List<Handle> derivedFrom) {
    DirValue directory = directory(path);
    Map<String, Object> content = Map.of(SHA256, directory.sha256());
    Handle handle = objects.put(HandleKind.CHECKPOINT, derivedFrom, content).handle();
    notes.put(handle, LOCATION, Map.of(PATH, directory.path()));
    return record(objects.find(handle).orElseThrow());
  }

  /**
   * Returns what model a directory that {@code dymad.train} left is of; nothing is kept.
   *
   * @throws io.dymad.agent.AgentException with {@code no_checkpoint} at {@code checkpoint_path} if
   *     there is none in it, or it cannot be read
   */
  public Variant variant(String path) {
    return readable(FIELD, () -> origin(directory(path)).spec().variant());
  }

  /**
   * Reads the model of a checkpoint.
   *
   * @param fieldPath where its handle stands in a request
   * @throws io.dymad.agent.AgentException with {@code no_checkpoint} if its files are gone, damaged
   *     or not those that were registered
   */
  public CheckpointModel open(CheckpointRecord checkpoint, String fieldPath) {
    return readable(
        fieldPath,
        () -> {
          DirValue directory = checkpoint.directory();
          digests.verify(directory);
          return new CheckpointModel(
              origin(directory).spec().variant(),
              io.dymad.training.Checkpoints.loadModel(Path.of(directory.path(), DOCUMENT)));
        });
  }

  private static ModelOrigin origin(DirValue directory) {
    return io.dymad.training.Checkpoints.readOrigin(Path.of(directory.path(), DOCUMENT));
  }

  private static <T> T readable(String fieldPath, Supplier<T> work) {
    try {
      return work.get();
    } catch (MetalabException e) {
      throw AgentProblem.of("no_checkpoint", String.valueOf(e.getMessage()))
          .at(fieldPath)
          .exception();
    }
  }

  private DirValue directory(String path) {
    DirValue directory = (DirValue) digests.resolve(DirValue.of(path), FIELD);
    if (!Files.isRegularFile(Path.of(directory.path(), DOCUMENT))) {
      throw AgentProblem.of(
              "no_checkpoint",
              "The directory %s has no %s, which dymad.train leaves in its artifact checkpoint."
                  .formatted(directory.path(), DOCUMENT))
          .at(FIELD)
          .exception();
    }
    return directory;
  }

  /**
   * Returns the checkpoint of a handle.
   *
   * @param fieldPath where the handle stands in a request
   * @throws io.dymad.agent.AgentException with {@code handle_kind} or {@code unknown_handle}
   */
  public CheckpointRecord get(String handle, String fieldPath) {
    return record(objects.get(HandleKind.CHECKPOINT, handle, fieldPath));
  }

  private CheckpointRecord record(StoredObject object) {
    return new CheckpointRecord(
        object.handle(),
        String.valueOf(object.content().get(SHA256)),
        object.derivedFrom(),
        Path.of(String.valueOf(notes.last(object.handle(), LOCATION).get(PATH))));
  }
}
