package io.metalab.core.study;

import io.metalab.core.registry.BoundOperation;
import java.util.List;

/** One way to write the operation of a study as a map, such as {@code {class: com.acme.Train}}. */
interface OperationForm {
  /** Returns the keys of the map; the first tells this form from the others. */
  List<String> keys();

  /**
   * Makes the operation.
   *
   * @param operation the map, which holds the first of the keys and no others than these keys
   * @throws io.metalab.api.MetalabException if there is no such operation
   */
  BoundOperation read(Section operation, StudyScope scope);
}
