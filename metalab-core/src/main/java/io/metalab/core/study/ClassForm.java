package io.metalab.core.study;

import io.metalab.core.registry.BoundOperation;
import java.util.List;

/** An operation by the name of its class: {@code {class: com.acme.Train}}. */
final class ClassForm implements OperationForm {
  static final String CLASS = "class";

  @Override
  public List<String> keys() {
    return List.of(CLASS);
  }

  @Override
  public BoundOperation read(Section operation, StudyScope scope) {
    String name = Section.text("operation.class", operation.require(CLASS, "a class name"));
    return scope.operations().byClassName(name);
  }
}
