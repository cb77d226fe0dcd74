package io.metalab.executor.hazelcast;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;

/** The library that this package needs and that may be missing; asked before it is touched. */
public final class ClusterLibrary {
  private static final String CLASS = "com.hazelcast.client.HazelcastClient";

  private ClusterLibrary() {}

  /**
   * Goes on if Hazelcast is on the class path.
   *
   * @throws MetalabException with {@code UNSATISFIABLE} if it is not
   */
  public static void require() {
    try {
      Class.forName(CLASS, false, ClusterLibrary.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new MetalabException(
          ErrorCode.UNSATISFIABLE,
          "A cluster needs the library com.hazelcast:hazelcast, version 5, on the class path of"
              + " metalab.",
          e);
    }
  }
}
