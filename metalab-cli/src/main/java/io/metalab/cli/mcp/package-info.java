/**
 * Serves tools by the Model Context Protocol: how they are declared, called and answered, and the
 * two transports. Knows no tool.
 */
@NullMarked
package io.metalab.cli.mcp;

import org.jspecify.annotations.NullMarked;
