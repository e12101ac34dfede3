package org.paymentpoller.chain;

import java.math.BigInteger;
import org.web3j.utils.Bloom;
import org.web3j.utils.Numeric;

/** What every log of a contract's event leaves in the logsBloom of its block: up to three bits each for address and topic. */
final class LogsBloom {

    private final BigInteger bits;

    private LogsBloom(BigInteger bits) {
        this.bits = bits;
    }

    /**
     * The bits of a contract's event.
     *
     * @param address the contract, 0x hex, 20 bytes
     * @param topic the event's first topic, 0x hex, 32 bytes
     */
    static LogsBloom of(String address, String topic) {
        Bloom bloom = new Bloom();
        bloom.add(address);
        bloom.add(topic);
        return new LogsBloom(new BigInteger(1, bloom.getBytes()));
    }

    /**
     * Whether a block of this bloom can hold a log of the event. If not, it holds none; if so, other logs may have set the
     * same bits.
     *
     * @param bloom a block's logsBloom, 0x hex, 256 bytes
     */
    boolean mayBeIn(String bloom) {
        return bits.andNot(Numeric.toBigInt(bloom)).signum() == 0;
    }
}
