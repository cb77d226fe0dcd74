/**
 * The operations that a runner finds by name: data files in, metrics, tables, arrays and pictures
 * out.
 *
 * <p>Loading this package and asking for a description touches no native library. A run uses one
 * native thread, so that its digits do not depend on what runs beside it.
 */
@NullMarked
package io.dymad.operation;

import org.jspecify.annotations.NullMarked;
