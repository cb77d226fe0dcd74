/**
 * What users and plugins compile against: declarations, contracts and the records they exchange.
 */
@NullMarked
package io.metalab.api;

import org.jspecify.annotations.NullMarked;
