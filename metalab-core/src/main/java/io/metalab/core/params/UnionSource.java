package io.metalab.core.params;

import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The points of several sources one after the other; case ids start with the number of the part.
 */
record UnionSource(List<ParamSource> parts, long size) implements ParamSource {

  static UnionSource of(List<? extends ParamSource> parts) {
    return new UnionSource(
        List.copyOf(parts), Sizes.sum(parts.stream().mapToLong(ParamSource::size)));
  }

  @Override
  public ParamCase caseAt(long index) {
    long rest = Objects.checkIndex(index, size);
    int part = 0;
    while (rest >= parts.get(part).size()) {
      rest -= parts.get(part++).size();
    }
    ParamCase point = parts.get(part).caseAt(rest);
    return new ParamCase(point.params(), (part + 1) + ":" + point.caseId(), point.tags());
  }

  @Override
  public String describe() {
    return parts.stream()
        .map(ParamSource::describe)
        .collect(Collectors.joining(" + ", "union [", "]"));
  }
}
