/** Studies and example plugins. */
@NullMarked
package io.metalab.examples;

import org.jspecify.annotations.NullMarked;
