package io.dymad.operation;

import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import java.util.List;
import java.util.stream.Stream;

/** The description of {@link ModesOperation}. */
final class ModesSpec {
  private ModesSpec() {}

  static OperationSpec create() {
    OperationSpec.Builder spec =
        OperationSpec.of("dymad.modes")
            .doc("Reduces states to coordinates on a manifold, and maps changes both ways.");
    Stream.of(
            DataParameters.specs(),
            test(),
            RankParameters.specs("fitted states"),
            manifold(),
            shape())
        .flatMap(List::stream)
        .forEach(spec::parameter);
    return spec.metric("rel_dx_error", "Relative error of dx from dz by the backward modes.")
        .metric("rel_dz_error", "Relative error of dz from dx by the forward modes.")
        .metric("reconstruction_error", "Relative error of states had back from coordinates.")
        .metric("svd_rank", "Directions that the projection keeps.")
        .metric("n_coordinates", "Coordinates of a state.")
        .artifact(
            "vortex_transform_modes.npz",
            "Coordinates, reconstructions, modes of both directions, changes and their estimates,"
                + " overlaps.")
        .artifact("vortex_transform_modes_summary.json", "The snapshot, the grid and both errors.")
        .artifact("transform.json", "The fitted transforms; transform.npz has their arrays.")
        .artifact("plots/coordinates.png", "Coordinates of fitted and test states.")
        .artifact("plots/change.png", "The change of the state, and its estimate.")
        .artifact("plots/mode_1.png", "How the state changes with a coordinate, for each of them.")
        .build();
  }

  private static List<ParameterSpec.Builder> test() {
    return List.of(
        ParameterSpec.of("test_dataset", ParameterType.FILE)
            .doc("Trajectories that are not fitted, of the same form."),
        ParameterSpec.of("index", ParameterType.INTEGER)
            .min(1)
            .defaultValue(5)
            .doc(
                "Sample of the first test trajectory at which modes are computed; it has neighbours"
                    + " on both sides."),
        ParameterSpec.of("center", ParameterType.BOOLEAN)
            .defaultValue(true)
            .doc("Subtract the mean of the fitted states before they are projected."));
  }

  private static List<ParameterSpec.Builder> manifold() {
    return List.of(
        ParameterSpec.of("manifold", ParameterType.STRING)
            .choices("diffusion_map", "variable_bandwidth", "isomap", "none")
            .defaultValue("diffusion_map")
            .doc("What follows the projection on leading singular vectors."),
        ParameterSpec.of("coordinates", ParameterType.INTEGER)
            .range(1, 1000)
            .defaultValue(3)
            .doc("Number of coordinates on the manifold."),
        ParameterSpec.of("dimension", ParameterType.INTEGER)
            .range(1, 20)
            .defaultValue(1)
            .doc("Intrinsic dimension of the manifold."),
        ParameterSpec.of("neighbours", ParameterType.INTEGER)
            .range(2, 100_000)
            .defaultValue(15)
            .doc("Fitted states that a local polynomial or scale is taken from."),
        ParameterSpec.of("degree", ParameterType.INTEGER)
            .range(1, 10)
            .defaultValue(3)
            .doc("Degree of the local polynomials (inverse gmls)."),
        ParameterSpec.of("inverse", ParameterType.STRING)
            .choices("gmls", "pinv")
            .defaultValue("gmls")
            .doc("States from coordinates by local polynomials, or by one affine map."),
        ParameterSpec.of("graph", ParameterType.STRING)
            .choices("full", "nearest")
            .defaultValue("full")
            .doc("Connect all states, or each with its neighbours (diffusion_map)."),
        ParameterSpec.of("alpha", ParameterType.NUMBER)
            .range(0, 1)
            .defaultValue(1)
            .doc("1 takes the density of states out, 0 leaves it in (diffusion_map)."),
        ParameterSpec.of("epsilon", ParameterType.NUMBER)
            .min(0)
            .defaultValue(null)
            .doc(
                "Width of the kernel, in squared units of the states; found from the data if none"
                    + " (diffusion_map)."));
  }

  private static List<ParameterSpec.Builder> shape() {
    return List.of(
        ParameterSpec.of("nx", ParameterType.INTEGER)
            .min(0)
            .defaultValue(0)
            .doc("Points of a row of the map that the states make, for pictures; 0 for no map."),
        ParameterSpec.of("ny", ParameterType.INTEGER)
            .min(0)
            .defaultValue(0)
            .doc("Rows of that map."));
  }
}
