/**
 * What all front doors offer, as calls of plain data: each service assembles one workflow from the
 * layers below and knows nothing of who calls.
 */
@NullMarked
package io.dymad.agent.app;

import org.jspecify.annotations.NullMarked;
