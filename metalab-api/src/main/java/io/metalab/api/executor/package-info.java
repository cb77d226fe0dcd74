/** The contract of an executor and what travels to it. */
@NullMarked
package io.metalab.api.executor;

import org.jspecify.annotations.NullMarked;
