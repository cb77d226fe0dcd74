/** Stored results checked by executing runs once more. */
@NullMarked
package io.metalab.core.audit;

import org.jspecify.annotations.NullMarked;
