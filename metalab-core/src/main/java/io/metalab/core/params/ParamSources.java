package io.metalab.core.params;

import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import java.util.List;
import java.util.Map;

/**
 * The param sources that come with metalab.
 *
 * <p>All of them are immutable, keep a fixed order, and compute point <em>i</em> from <em>i</em>.
 */
public final class ParamSources {
  private ParamSources() {}

  /** Returns the source of exactly one point, without params of its own. */
  public static ParamSource single() {
    return of(ParamCase.of(Params.empty(), "only"));
  }

  /**
   * Returns the source of these points.
   *
   * @throws io.metalab.api.MetalabException with {@code INVALID_STUDY} if two have one case id
   */
  public static ParamSource of(ParamCase... cases) {
    return new ListSource(List.of(cases));
  }

  /** Returns the source of these points, named by their place. */
  public static ParamSource list(List<Params> points) {
    return ListSource.ofParams(points);
  }

  /**
   * Returns the source of all combinations of the values of some axes, the last axis changing
   * fastest.
   *
   * @param axes values by name of the parameter, in order
   * @throws io.metalab.api.MetalabException with {@code INVALID_STUDY} if an axis is empty, with
   *     {@code INVALID_VALUE} if a value has no canonical form
   */
  public static ParamSource grid(Map<String, ? extends List<?>> axes) {
    return GridSource.of(axes);
  }

  /** Returns the points of a source, each with the same further values. */
  public static ParamSource constants(Params constants, ParamSource source) {
    return new ConstantsSource(constants, source);
  }
}
