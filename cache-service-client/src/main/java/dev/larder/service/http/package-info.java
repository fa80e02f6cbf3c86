/**
 * HTTP/1.1 over sockets of its own. Exported to the server only, which shares how bodies are
 * framed.
 */
@NullMarked
package dev.larder.service.http;

import org.jspecify.annotations.NullMarked;
