/**
 * Kernels, and regression with them in closed form: functions of a state that are given at samples
 * and smooth between them. What makes dynamics of them is {@code io.dymad.machine}.
 */
@NullMarked
package io.dymad.kernel;

import org.jspecify.annotations.NullMarked;
