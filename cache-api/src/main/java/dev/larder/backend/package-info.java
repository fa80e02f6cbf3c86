/** What a pipeline caches with: signatures of its nodes, and the results behind them. */
package dev.larder.backend;
