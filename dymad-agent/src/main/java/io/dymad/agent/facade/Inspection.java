package io.dymad.agent.facade;

import io.dymad.core.Network;
import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.io.Dataset;
import io.dymad.io.NpzArrays;
import io.dymad.io.NpzFiles;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dataset holds.
 *
 * @param keys names of the arrays
 * @param trajectories how many there are
 * @param steps samples of the longest
 * @param ragged whether they differ in length
 * @param states numbers of a state
 * @param controls numbers of a control
 * @param parameters numbers that are constant along a trajectory
 * @param nodes of the graph; 0 if there are no edges
 */
public record Inspection(
    List<String> keys,
    int trajectories,
    int steps,
    boolean ragged,
    int states,
    int controls,
    int parameters,
    int nodes) {
  public Inspection {
    keys = List.copyOf(keys);
  }

  /**
   * Looks into a file.
   *
   * @throws MetalabException with FILE_UNREADABLE or SERIALIZATION, naming the file, if it holds no
   *     trajectories
   */
  static Inspection of(Path file) {
    Dataset dataset = NpzFiles.read(file);
    Trajectories all = dataset.trajectories();
    Trajectory first = all.get(0);
    Optional<Network> network;
    List<String> keys;
    try {
      network = dataset.findNetwork();
      keys = List.copyOf(NpzArrays.read(file).keySet());
    } catch (IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION, "The file %s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be read: %s".formatted(file, e), e);
    }
    return new Inspection(
        keys,
        all.size(),
        all.items().stream().mapToInt(Trajectory::steps).max().orElse(0),
        all.isRagged(),
        all.stateSize(),
        all.controlSize(),
        first.p().columns(),
        network.map(Network::nodes).orElse(0));
  }

  /** Returns the same for programs. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("keys", keys);
    map.put("n_trajectories", trajectories);
    map.put("n_steps", steps);
    map.put("is_ragged", ragged);
    map.put("state_dim", states);
    map.put("control_dim", controls);
    map.put("parameter_dim", parameters);
    map.put("has_time", keys.contains("t"));
    map.put("has_graph", nodes > 0);
    map.put("n_nodes", nodes);
    return map;
  }
}
