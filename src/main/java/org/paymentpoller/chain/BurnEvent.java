package org.paymentpoller.chain;

import java.util.List;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

/** The watched event: {@code LogBurnWithDigest(address indexed, uint256, bytes32 indexed, uint256)}. */
public final class BurnEvent {

    static final TypeReference<Address> ACCOUNT = new TypeReference<>(true) {};
    static final TypeReference<Uint256> AMOUNT = new TypeReference<>() {};
    static final TypeReference<Bytes32> DIGEST = new TypeReference<>(true) {};
    static final TypeReference<Uint256> TIMESTAMP = new TypeReference<>() {};

    static final Event EVENT = new Event("LogBurnWithDigest", List.of(ACCOUNT, AMOUNT, DIGEST, TIMESTAMP));

    /** The event's signature hash, the first topic of its logs; lower-case 0x hex. */
    public static final String TOPIC0 = EventEncoder.encode(EVENT);

    private BurnEvent() {}
}
