package org.paymentpoller.ledger;

import java.math.BigInteger;
import java.time.Instant;

/**
 * One decoded {@code LogBurnWithDigest}; recorded, it is a payment.
 *
 * @param position where it stands on chain
 * @param account who burned, lower-case 0x hex, 20 bytes
 * @param amount in the token's smallest unit, from 1 to 2^256-1
 * @param digest lower-case 0x hex, 32 bytes
 * @param burnedAt the event's own timestamp, in whole seconds
 */
public record Burn(EventPosition position, String account, BigInteger amount, String digest, Instant burnedAt)
        implements WatchedEvent {}
