/** Tests that cross modules and processes. */
@NullMarked
package io.metalab.it;

import org.jspecify.annotations.NullMarked;
