package io.dymad.agent.exec;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.facade.Checkpoints;
import io.dymad.agent.facade.Datasets;
import io.dymad.agent.store.Handle;
import io.dymad.agent.store.HandleKind;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.registry.BoundOperation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans of operations that take datasets and checkpoints, which requests give by handle. */
public final class InputPlans {
  private final Datasets datasets;
  private final Checkpoints checkpoints;
  private final FileDigests digests;

  /**
   * Creates the plans.
   *
   * @param digests of files and directories
   */
  public InputPlans(Datasets datasets, Checkpoints checkpoints, FileDigests digests) {
    this.datasets = requireNonNull(datasets, "datasets");
    this.checkpoints = requireNonNull(checkpoints, "checkpoints");
    this.digests = requireNonNull(digests, "digests");
  }

  /**
   * Plans a run.
   *
   * @param inputs handles by the names of the operation's parameters
   * @param parameters all others that are set
   * @throws io.dymad.agent.AgentException with {@code unknown_handle} if an input is not kept any
   *     more
   * @throws io.metalab.api.MetalabException if the operation does not take the params, or a file
   *     cannot be read or has changed
   */
  public RunPlan of(
      BoundOperation operation,
      Map<String, String> inputs,
      Map<String, ? extends @Nullable Object> parameters) {
    Map<String, @Nullable Object> params = new LinkedHashMap<>(parameters);
    inputs.forEach(
        (name, handle) ->
            params.put(
                name,
                isCheckpoint(handle)
                    ? checkpoints.get(handle, name).directory()
                    : datasets.get(handle, name).file()));
    return RunPlan.of(operation, params, 0, digests);
  }

  private static boolean isCheckpoint(String handle) {
    return Handle.parse(handle)
        .filter(parsed -> parsed.kind() == HandleKind.CHECKPOINT)
        .isPresent();
  }
}
