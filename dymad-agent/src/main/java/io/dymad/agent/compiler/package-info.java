/**
 * Turns requests into compiled ones, and is the only place where they are checked. A refusal names
 * the field at fault, and nothing of a refused request is kept.
 */
@NullMarked
package io.dymad.agent.compiler;

import org.jspecify.annotations.NullMarked;
