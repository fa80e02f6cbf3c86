/** JSON codecs, and the JSON form of node signatures. */
package dev.larder.json;
