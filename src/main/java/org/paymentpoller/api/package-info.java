/** What is recorded, for programs: {@code /api/payments}, described in {@code /api/openapi.yaml}. */
@NullMarked
package org.paymentpoller.api;

import org.jspecify.annotations.NullMarked;
