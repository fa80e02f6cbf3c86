/** The cache service. */
@NullMarked
package dev.larder.service.server;

import org.jspecify.annotations.NullMarked;
