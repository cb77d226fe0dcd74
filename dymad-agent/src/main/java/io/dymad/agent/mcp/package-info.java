/**
 * The tools of DyMAD for clients of the Model Context Protocol: names and shapes alone; what they
 * do is asked of the services.
 */
@NullMarked
package io.dymad.agent.mcp;

import org.jspecify.annotations.NullMarked;
