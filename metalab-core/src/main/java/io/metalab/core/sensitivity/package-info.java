/** Which parameters matter: indices computed from the results of designs of experiments. */
@NullMarked
package io.metalab.core.sensitivity;

import org.jspecify.annotations.NullMarked;
