package io.dymad.operation;

import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.dymad.transforms.TransformChain;
import io.metalab.api.Capture;
import io.metalab.api.Params;
import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Figure;
import io.metalab.capture.plot.Marker;
import io.metalab.capture.plot.Points;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run of {@link ModesOperation} hands over. */
final class ModesReport {
  private static final int MOST_MODES = 12;

  private final Params params;
  private final StateData data;
  private final Trajectory train;
  private final Trajectory test;
  private final TransformChain chain;
  private final TransformModes modes;

  ModesReport(
      Params params, StateData train, StateData test, TransformChain chain, TransformModes modes) {
    this.params = params;
    this.data = train;
    this.train = train.trajectories().get(0);
    this.test = test.trajectories().get(0);
    this.chain = chain;
    this.modes = modes;
  }

  void capture(Capture capture) {
    Matrix coordinates = chain.apply(test.x());
    Matrix back = chain.invert(coordinates);
    capture.metric("rel_dx_error", modes.dxError());
    capture.metric("rel_dz_error", modes.dzError());
    capture.metric(
        "reconstruction_error", back.minus(test.x()).frobeniusNorm() / test.x().frobeniusNorm());
    capture.metric("svd_rank", chain.stages().get(0).outputSize());
    capture.metric("n_coordinates", chain.outputSize());
    capture.artifact("vortex_transform_modes.npz", arrays(coordinates, back));
    capture.artifact("vortex_transform_modes_summary.json", summary());
    Plots.capture(capture, "coordinates", coordinateFigure(coordinates));
    captureMaps(capture);
  }

  private Object arrays(Matrix coordinates, Matrix back) {
    TransformChain projection = chain.range(0, 1);
    Matrix projected = projection.apply(test.x());
    Matrix forward = modes.forward();
    Matrix backward = modes.backward();
    return new ComplexArrays()
        .put("index", modes.index())
        .put("dt", modes.dt())
        .put("t_train", train.t().column(0))
        .put("x_train", train.x())
        .put("x_test", test.x())
        .put("z_train", chain.apply(train.x()))
        .put("z_svd", projected)
        .put("z_dmf", coordinates)
        .put("x_svd", projection.invert(projected))
        .put("x_rec", back)
        .put("ref", test.x().rows(modes.index(), modes.index() + 1))
        .put("dx_ref", modes.dx())
        .put("dz_ref", modes.dz())
        .put("modes_backward", backward)
        .put("modes_forward", forward)
        .put("dx_est", modes.dxEstimate())
        .put("dz_est", modes.dzEstimate())
        .put("overlap_fb", forward.timesAdjoint(backward))
        .put("overlap_ff", forward.timesAdjoint(forward))
        .put("overlap_bb", backward.timesAdjoint(backward))
        .put("rel_dx_error", modes.dxError())
        .put("rel_dz_error", modes.dzError())
        .asMap();
  }

  private Map<String, Object> summary() {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("workflow_key", "vortex_transform_modes");
    summary.put("index", modes.index());
    summary.put("nx", params.getInt("nx"));
    summary.put("ny", params.getInt("ny"));
    summary.put("rel_dx_error", modes.dxError());
    summary.put("rel_dz_error", modes.dzError());
    return summary;
  }

  private Figure coordinateFigure(Matrix coordinates) {
    Matrix fitted = chain.apply(train.x());
    int second = Math.min(1, chain.outputSize() - 1);
    return Figure.builder("Coordinates")
        .x(Axis.linear("z0"))
        .y(Axis.linear("z" + second))
        .add(
            Points.of("fitted", fitted.column(0), fitted.column(second))
                .withMarker(Marker.CIRCLE)
                .withColor(0))
        .add(
            Points.of("test", coordinates.column(0), coordinates.column(second))
                .withMarker(Marker.TRIANGLE)
                .withColor(1))
        .build();
  }

  private void captureMaps(Capture capture) {
    StateMap map = StateMap.of(params, data, test.x().columns());
    Plots.capture(capture, "change", map.figure("Change of the state", "dx/dt", modes.dx().row(0)));
    Plots.capture(
        capture,
        "change_estimated",
        map.figure("The same from the change of coordinates", "dx/dt", modes.dxEstimate().row(0)));
    for (int k = 0; k < Math.min(MOST_MODES, chain.outputSize()); k++) {
      Plots.capture(
          capture,
          "mode_" + (k + 1),
          map.figure(
              "How the state changes with coordinate z" + k, "dx/dz" + k, modes.backward().row(k)));
    }
  }
}
