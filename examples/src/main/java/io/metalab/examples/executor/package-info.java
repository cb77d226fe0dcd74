/** An executor of one's own. */
@NullMarked
package io.metalab.examples.executor;

import org.jspecify.annotations.NullMarked;
