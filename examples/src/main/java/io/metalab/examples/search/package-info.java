/** Functions with known minima, and how fast each search comes near them. */
@NullMarked
package io.metalab.examples.search;

import org.jspecify.annotations.NullMarked;
