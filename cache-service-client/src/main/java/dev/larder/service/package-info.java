/** The client of the cache service, and the storage over it. */
@NullMarked
package dev.larder.service;

import org.jspecify.annotations.NullMarked;
