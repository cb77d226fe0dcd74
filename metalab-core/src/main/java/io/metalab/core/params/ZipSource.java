package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of some axes side by side: point i takes the i-th value of each. */
record ZipSource(List<Axis> axes) implements ParamSource {
  ZipSource {
    axes = List.copyOf(axes);
    if (axes.stream().mapToInt(Axis::size).distinct().count() != 1) {
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The axes of a zip must have equally many values, but have %s. Maybe use a grid."
              .formatted(
                  axes.stream()
                      .map(axis -> axis.name() + ": " + axis.size())
                      .collect(Collectors.joining(", ", "{", "}"))));
    }
  }

  @Override
  public long size() {
    return axes.get(0).size();
  }

  @Override
  public ParamCase caseAt(long index) {
    int place = (int) Objects.checkIndex(index, size());
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    StringBuilder caseId = new StringBuilder();
    for (Axis axis : axes) {
      values.put(axis.name(), axis.value(place));
      caseId.append(caseId.isEmpty() ? "" : " ").append(axis.label(place));
    }
    return ParamCase.of(Params.copyOf(values), caseId.toString());
  }

  @Override
  public String describe() {
    return axes.stream()
        .map(Axis::name)
        .collect(Collectors.joining(", ", "zip ", "(" + size() + ")"));
  }
}
