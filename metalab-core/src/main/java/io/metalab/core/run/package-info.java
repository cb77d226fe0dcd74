/** The life of a run: options, contexts, attempts, and the controller that walks a plan. */
@NullMarked
package io.metalab.core.run;

import org.jspecify.annotations.NullMarked;
