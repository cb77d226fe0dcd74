package io.metalab.core.params;

import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All combinations of the values of some axes; the last axis changes fastest. */
record GridSource(List<Axis> axes, long size) implements ParamSource {

  static GridSource of(Map<String, ? extends List<?>> axes) {
    List<Axis> list = Axis.list(axes);
    return new GridSource(list, Sizes.product(list.stream().mapToLong(Axis::size)));
  }

  @Override
  public ParamCase caseAt(long index) {
    Objects.checkIndex(index, size);
    int[] places = new int[axes.size()];
    long rest = index;
    for (int i = places.length - 1; i >= 0; i--) {
      int width = axes.get(i).size();
      places[i] = (int) (rest % width);
      rest /= width;
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    StringBuilder caseId = new StringBuilder();
    for (int i = 0; i < places.length; i++) {
      Axis axis = axes.get(i);
      values.put(axis.name(), axis.value(places[i]));
      caseId.append(i > 0 ? " " : "").append(axis.label(places[i]));
    }
    return ParamCase.of(Params.copyOf(values), caseId.toString());
  }

  @Override
  public String describe() {
    return axes.stream()
        .map(axis -> axis.name() + "(" + axis.size() + ")")
        .collect(Collectors.joining(" x ", "grid ", ""));
  }
}
