/** Metrics, series, logs and artifacts of a run, and the serializers that write and read them. */
@NullMarked
package io.metalab.capture;

import org.jspecify.annotations.NullMarked;
