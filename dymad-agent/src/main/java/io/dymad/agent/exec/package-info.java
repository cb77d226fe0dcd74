/** Carries compiled requests out, as runs of metalab's experiment {@code dymad:1}. */
@NullMarked
package io.dymad.agent.exec;

import org.jspecify.annotations.NullMarked;
