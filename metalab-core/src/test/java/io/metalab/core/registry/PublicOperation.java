package io.metalab.core.registry;

import io.metalab.api.OperationSpec;

/** A public top-level operation. */
public class PublicOperation extends OperationsTest.First {
  /** Creates it. */
  public PublicOperation() {}

  @Override
  public OperationSpec spec() {
    return OperationSpec.open("test.public");
  }
}
