/** What {@code mvn -Pbenchmark verify} runs; docs/benchmark.md says how to read it. */
@NullMarked
package org.paymentpoller.benchmark;

import org.jspecify.annotations.NullMarked;
