/** The serializers that come with the program; found by name, not by class. */
@NullMarked
package io.metalab.capture.internal;

import org.jspecify.annotations.NullMarked;
