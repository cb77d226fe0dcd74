/** Java programs in one file: compiled once, kept in a cache. */
@NullMarked
package io.metalab.core.script;

import org.jspecify.annotations.NullMarked;
