/** A server of HTTP/1.1 over sockets of its own: a thread for each connection. Not exported. */
@NullMarked
package dev.larder.service.server.http;

import org.jspecify.annotations.NullMarked;
