/** The executors. */
@NullMarked
package io.metalab.executor;

import org.jspecify.annotations.NullMarked;
