package com.example.birthdays;

import io.metalab.api.Operation;
import io.metalab.api.Params;
import io.metalab.testkit.OperationContract;
import java.util.List;

/** The operation does what metalab asks of all, such as equal results for equal seeds. */
class SharedBirthdayTest extends OperationContract {
  @Override
  protected Operation operation() {
    return new SharedBirthday();
  }

  @Override
  protected List<Params> samples() {
    return List.of(Params.of("people", 23, "groups", 200));
  }
}
