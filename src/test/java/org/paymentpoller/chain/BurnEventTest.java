package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

class BurnEventTest {

    @Test
    void itsFirstTopicIsTheHashOfItsSignature() {
        Event event = new Event(
                "LogBurnWithDigest",
                List.of(
                        new TypeReference<Address>(true) {},
                        new TypeReference<Uint256>() {},
                        new TypeReference<Bytes32>(true) {},
                        new TypeReference<Uint256>() {}));
        assertThat(BurnEvent.TOPIC0).isEqualTo(EventEncoder.encode(event));
    }
}
