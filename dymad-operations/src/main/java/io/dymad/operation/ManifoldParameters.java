package io.dymad.operation;

import io.dymad.transforms.Bandwidth;
import io.dymad.transforms.DiffusionMap;
import io.dymad.transforms.Graph;
import io.dymad.transforms.Isomap;
import io.dymad.transforms.Projection;
import io.dymad.transforms.Reconstruction;
import io.dymad.transforms.Reconstruction.LocalPolynomials;
import io.dymad.transforms.TransformChain;
import io.dymad.transforms.TransformSpec;
import io.dymad.transforms.VariableBandwidthMap;
import io.metalab.api.Params;

/** What the params of {@link ModesOperation} choose. */
final class ManifoldParameters {
  private ManifoldParameters() {}

  static TransformChain fit(Params params, StateData train) {
    TransformSpec spec = Projection.spec(RankParameters.rule(params), params.getBoolean("center"));
    TransformSpec projection =
        series -> Refusals.at("params." + RankParameters.deciding(params), () -> spec.fit(series));
    TransformSpec chain =
        params.getString("manifold").equals("none")
            ? TransformChain.spec(projection)
            : TransformChain.spec(projection, manifold(params));
    return (TransformChain) Refusals.at("params.manifold", () -> chain.fit(train.trajectories()));
  }

  private static TransformSpec manifold(Params params) {
    int coordinates = params.getInt("coordinates");
    int neighbours = params.getInt("neighbours");
    int dimension = params.getInt("dimension");
    LocalPolynomials polynomials =
        Refusals.at(
            "params.neighbours",
            () -> new LocalPolynomials(neighbours, params.getInt("degree"), dimension));
    Reconstruction inverse =
        params.getString("inverse").equals("gmls") ? polynomials : new Reconstruction.Linear();
    return switch (params.getString("manifold")) {
      case "isomap" ->
          Isomap.spec(new Isomap.Config(coordinates, neighbours, polynomials, inverse));
      case "variable_bandwidth" ->
          VariableBandwidthMap.spec(
              new VariableBandwidthMap.Config(
                  coordinates,
                  neighbours,
                  dimension,
                  VariableBandwidthMap.Generator.LAPLACE_BELTRAMI,
                  inverse));
      default -> DiffusionMap.spec(diffusion(params, coordinates, neighbours, inverse));
    };
  }

  private static DiffusionMap.Config diffusion(
      Params params, int coordinates, int neighbours, Reconstruction inverse) {
    Graph graph =
        params.getString("graph").equals("full") ? Graph.full() : Graph.nearest(neighbours);
    Bandwidth width =
        params.get("epsilon") == null
            ? Bandwidth.automatic()
            : Refusals.at("params.epsilon", () -> Bandwidth.of(params.getDouble("epsilon")));
    return new DiffusionMap.Config(coordinates, params.getDouble("alpha"), width, graph, inverse);
  }
}
