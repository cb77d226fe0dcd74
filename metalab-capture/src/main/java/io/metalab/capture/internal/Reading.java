package io.metalab.capture.internal;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.List;

/** What the readers and writers of the serializers have in common. */
final class Reading {
  private Reading() {}

  /** Returns a natural value as the type wanted, if it is of that type. */
  static <T> T as(Object value, Class<T> type, String serializer, List<Class<?>> others) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw error(
        "The serializer '%s' reads this artifact as %s or one of %s, not as %s."
            .formatted(
                serializer,
                value.getClass().getTypeName(),
                others.stream().map(Class::getTypeName).toList(),
                type.getTypeName()));
  }

  static MetalabException notWritten(String serializer, String takes, Object value) {
    return error(
        "The serializer '%s' writes %s, not %s."
            .formatted(serializer, takes, value.getClass().getTypeName()));
  }

  static MetalabException error(String message) {
    return new MetalabException(ErrorCode.SERIALIZATION, message);
  }

  static MetalabException error(String message, Throwable cause) {
    return new MetalabException(ErrorCode.SERIALIZATION, message, cause);
  }
}
