/** Studies of several stages, whose later ones take what runs of earlier ones made. */
@NullMarked
package io.metalab.core.stage;

import org.jspecify.annotations.NullMarked;
