package io.metalab.core.params;

import io.metalab.api.ParamSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Designs of experiments as plain JSON and back: {@code {"sobol": {"n": 8, "axes": {…}}}}. */
final class DesignCodec {
  static final List<String> KINDS =
      List.of(
          LatinHypercubeSource.KIND,
          UnitSequence.Kind.SOBOL.wireName(),
          UnitSequence.Kind.HALTON.wireName(),
          MorrisDesign.KIND,
          SaltelliDesign.KIND);

  private DesignCodec() {}

  static Optional<Map<String, @Nullable Object>> encode(ParamSource source) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    if (source instanceof LatinHypercubeSource design) {
      body.put("n", design.size());
      body.put("seed", design.root());
      body.put("axes", DistributionCodec.all(design.axes().distributions()));
      return form(LatinHypercubeSource.KIND, body);
    }
    if (source instanceof SequenceSource design) {
      body.put("n", design.size());
      body.put("skip", design.skip());
      body.put("seed", design.seed());
      body.put("axes", DistributionCodec.all(design.axes().distributions()));
      return form(design.kind().wireName(), body);
    }
    if (source instanceof MorrisDesign design) {
      body.put("trajectories", design.trajectories());
      body.put("levels", (long) design.levels());
      body.put("seed", design.root());
      body.put("axes", DistributionCodec.all(design.axes().distributions()));
      return form(MorrisDesign.KIND, body);
    }
    if (source instanceof SaltelliDesign design) {
      body.put("n", design.rows());
      body.put("seed", design.root());
      body.put("axes", DistributionCodec.all(design.axes().distributions()));
      return form(SaltelliDesign.KIND, body);
    }
    return Optional.empty();
  }

  private static Optional<Map<String, @Nullable Object>> form(
      String kind, Map<String, @Nullable Object> body) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put(kind, body);
    return Optional.of(form);
  }

  static ParamSource decode(String kind, Map<String, @Nullable Object> body) {
    Map<String, Distribution> axes = DistributionCodec.decodeAll(body.get("axes"));
    String seed = SourceCodec.text(body.get("seed"));
    return switch (kind) {
      case LatinHypercubeSource.KIND -> new LatinHypercubeSource(count(body, "n"), seed, axes);
      case MorrisDesign.KIND ->
          new MorrisDesign(
              count(body, "trajectories"), Math.toIntExact(count(body, "levels")), seed, axes);
      case SaltelliDesign.KIND -> new SaltelliDesign(count(body, "n"), seed, axes);
      default ->
          new SequenceSource(
              kind.equals(UnitSequence.Kind.SOBOL.wireName())
                  ? UnitSequence.Kind.SOBOL
                  : UnitSequence.Kind.HALTON,
              count(body, "n"),
              count(body, "skip"),
              seed,
              axes);
    };
  }

  private static long count(Map<String, @Nullable Object> body, String key) {
    if (body.get(key) instanceof Long count) {
      return count;
    }
    throw SourceCodec.malformed("The %s (%s) must be an integer.".formatted(key, body.get(key)));
  }
}
