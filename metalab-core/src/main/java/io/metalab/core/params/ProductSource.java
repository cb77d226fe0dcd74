package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** All combinations of the points of several sources; the last source changes fastest. */
record ProductSource(List<ParamSource> parts, long size) implements ParamSource {

  static ProductSource of(List<? extends ParamSource> parts) {
    return new ProductSource(
        List.copyOf(parts), Sizes.product(parts.stream().mapToLong(ParamSource::size)));
  }

  @Override
  public ParamCase caseAt(long index) {
    long rest = Objects.checkIndex(index, size);
    ParamCase[] chosen = new ParamCase[parts.size()];
    for (int i = chosen.length - 1; i >= 0; i--) {
      ParamSource part = parts.get(i);
      chosen[i] = part.caseAt(rest % part.size());
      rest /= part.size();
    }
    ParamCase all = ParamCase.of(Params.empty(), "");
    for (ParamCase next : chosen) {
      all = combined(all, next);
    }
    return all;
  }

  private static ParamCase combined(ParamCase a, ParamCase b) {
    Params params = a.params().withAll(b.params());
    if (params.names().size() < a.params().names().size() + b.params().names().size()) {
      String twice = a.params().names().stream().filter(b.params()::has).findFirst().orElseThrow();
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "Two parts of a product give the parameter %s (%s and %s). Leave it out of one."
              .formatted(twice, a.caseId(), b.caseId()));
    }
    Set<String> tags = new LinkedHashSet<>(a.tags());
    tags.addAll(b.tags());
    return new ParamCase(params, joined(a.caseId(), b.caseId()), List.copyOf(tags));
  }

  /** Returns two case ids with a blank between them, or the one that is not empty. */
  static String joined(String a, String b) {
    return a.isEmpty() || b.isEmpty() ? a + b : a + " " + b;
  }

  @Override
  public String describe() {
    return parts.stream()
        .map(ParamSource::describe)
        .collect(Collectors.joining(" x ", "product [", "]"));
  }
}
