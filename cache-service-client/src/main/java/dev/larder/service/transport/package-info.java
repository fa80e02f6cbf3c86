/** How a request reaches a cache service: over HTTP, or by a call in the same process. */
@NullMarked
package dev.larder.service.transport;

import org.jspecify.annotations.NullMarked;
