package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Points written out one by one. */
record ListSource(List<ParamCase> cases) implements ParamSource {
  ListSource {
    cases = List.copyOf(cases);
    Set<String> seen = new HashSet<>();
    for (ParamCase point : cases) {
      if (!seen.add(point.caseId())) {
        throw new MetalabException(
            ErrorCode.INVALID_STUDY,
            "Two points of the sweep have the case id '%s'. Case ids are unique."
                .formatted(point.caseId()));
      }
    }
  }

  static ListSource ofParams(List<Params> points) {
    List<ParamCase> cases = new ArrayList<>(points.size());
    for (Params params : points) {
      cases.add(ParamCase.of(params, "case-" + cases.size()));
    }
    return new ListSource(cases);
  }

  @Override
  public long size() {
    return cases.size();
  }

  @Override
  public ParamCase caseAt(long index) {
    return cases.get((int) Objects.checkIndex(index, size()));
  }

  @Override
  public String describe() {
    return "list(" + cases.size() + ")";
  }
}
