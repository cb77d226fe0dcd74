/**
 * DyMAD as people and programs use it: what all layers of the agent share. {@code
 * docs/architecture.md} has the layers, and which may use which.
 */
@NullMarked
package io.dymad.agent;

import org.jspecify.annotations.NullMarked;
