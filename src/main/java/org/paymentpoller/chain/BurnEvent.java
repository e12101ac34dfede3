package org.paymentpoller.chain;

/** The watched event: {@code LogBurnWithDigest(address indexed, uint256, bytes32 indexed, uint256)}. */
public final class BurnEvent {

    /**
     * The first topic of its logs, the Keccak-256 hash of its signature (Solidity documentation, Contract ABI Specification:
     * Events); lower-case 0x hex. Written out, since the first hash of a process checks the signature of a whole library.
     */
    public static final String TOPIC0 = "0xf09120ca4b005026b37bf2b4ec21e3d1fbee7365fb9b7ed7558eff94224841e8";

    private BurnEvent() {}
}
