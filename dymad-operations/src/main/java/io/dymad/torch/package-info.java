/**
 * Arrays that know their gradient: PyTorch through DJL, on the processor or a GPU. Nothing else in
 * the library touches DJL.
 *
 * <p>A computation happens inside a {@link io.dymad.torch.Scope}, which frees all that was made in
 * it when it closes:
 *
 * <pre>{@code
 * try (Scope scope = Scope.open(Precision.FLOAT64)) {
 *   Tensor weights = scope.variable(values);
 *   Tensor loss = weights.square().mean();
 *   double[] slope = scope.gradient(loss, weights);
 * }
 * }</pre>
 *
 * <p>PyTorch is loaded by the first scope, never by a class path alone. Its libraries are not
 * passed on to whoever depends on this module, as they have 110 MB: a build that trains declares
 * {@code ai.djl.pytorch:pytorch-engine}, {@code pytorch-jni} and {@code pytorch-native-cpu} with
 * the classifier of its platform beside it.
 */
@NullMarked
package io.dymad.torch;

import org.jspecify.annotations.NullMarked;
