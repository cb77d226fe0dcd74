package io.metalab.core.params;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;

/** The points of another source, each with the same further values. */
record ConstantsSource(Params constants, ParamSource source) implements ParamSource {
  @Override
  public long size() {
    return source.size();
  }

  @Override
  public ParamCase caseAt(long index) {
    ParamCase swept = source.caseAt(index);
    Params all = constants.withAll(swept.params());
    if (all.names().size() < constants.names().size() + swept.params().names().size()) {
      String twice =
          constants.names().stream().filter(swept.params()::has).findFirst().orElseThrow();
      throw new MetalabException(
          ErrorCode.INVALID_STUDY,
          "The parameter %s is both a constant and swept (point %d, %s). Leave it out of one."
              .formatted(twice, index, swept.caseId()));
    }
    return new ParamCase(all, swept.caseId(), swept.tags());
  }

  @Override
  public String describe() {
    return source.describe();
  }
}
