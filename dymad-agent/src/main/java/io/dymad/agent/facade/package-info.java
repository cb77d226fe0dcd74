/** Typed records behind handles: what a document holds is known here and nowhere else. */
@NullMarked
package io.dymad.agent.facade;

import org.jspecify.annotations.NullMarked;
