/** The typed cache, and the codecs that it stores values with. */
package dev.larder;
