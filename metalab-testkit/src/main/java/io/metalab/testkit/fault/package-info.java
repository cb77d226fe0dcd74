/** A file system that fails, dies and loses power on demand. */
@NullMarked
package io.metalab.testkit.fault;

import org.jspecify.annotations.NullMarked;
