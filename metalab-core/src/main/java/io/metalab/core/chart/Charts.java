package io.metalab.core.chart;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;

/** What charts have in common. */
final class Charts {
  private Charts() {}

  static MetalabException error(String message) {
    return new MetalabException(ErrorCode.USAGE, message);
  }
}
