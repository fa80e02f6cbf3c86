/** Zips as the service reads them. Exported to the server only, which has to read them alike. */
@NullMarked
package dev.larder.service.zip;

import org.jspecify.annotations.NullMarked;
