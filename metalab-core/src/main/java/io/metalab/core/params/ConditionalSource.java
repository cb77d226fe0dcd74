package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A choice whose every value brings further params of its own, one branch after the other. */
record ConditionalSource(String name, Map<String, ParamSource> branches, long size)
    implements ParamSource {

  static ConditionalSource of(String name, Map<String, ? extends ParamSource> branches) {
    Map<String, ParamSource> copy = Collections.unmodifiableMap(new LinkedHashMap<>(branches));
    return new ConditionalSource(
        name, copy, Sizes.sum(copy.values().stream().mapToLong(ParamSource::size)));
  }

  @Override
  public ParamCase caseAt(long index) {
    long rest = Objects.checkIndex(index, size);
    for (Map.Entry<String, ParamSource> branch : branches.entrySet()) {
      long width = branch.getValue().size();
      if (rest < width) {
        return inBranch(branch.getKey(), branch.getValue().caseAt(rest));
      }
      rest -= width;
    }
    throw new IllegalStateException("The branches of %s changed their sizes.".formatted(name));
  }

  private ParamCase inBranch(String value, ParamCase point) {
    if (point.params().has(name)) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The branch %s=%s gives the parameter %s itself. Leave it out of the branch."
              .formatted(name, value, name));
    }
    return new ParamCase(
        Params.of(name, value).withAll(point.params()),
        ProductSource.joined(name + "=" + value, point.caseId()),
        point.tags());
  }

  @Override
  public String describe() {
    return branches.entrySet().stream()
        .map(branch -> branch.getKey() + ": " + branch.getValue().describe())
        .collect(Collectors.joining(", ", "conditional " + name + " {", "}"));
  }
}
