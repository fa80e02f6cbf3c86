/** Nothing but tests; this page gives the module classes of its own, which Maven looks for. */
package dev.larder.it;
