/** HTTP/1.1 over sockets of its own. Not exported. */
@NullMarked
package dev.larder.service.http;

import org.jspecify.annotations.NullMarked;
