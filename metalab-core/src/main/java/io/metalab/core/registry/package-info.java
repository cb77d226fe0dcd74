/** Finds plugins: operations, stores and executors, by name, on a class path of the user's. */
@NullMarked
package io.metalab.core.registry;

import org.jspecify.annotations.NullMarked;
