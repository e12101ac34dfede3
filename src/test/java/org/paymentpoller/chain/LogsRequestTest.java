package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.NodeException;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;

class LogsRequestTest {

    private static final LogsRequest ASKED =
            new LogsRequest(TestChain.CONTRACT, BurnEvent.TOPIC0, new BlockWindow(10, 20));

    @Test
    void aRequestIsReadAsItIsWritten() throws NodeException {
        assertThat(read(ASKED.parameters().get(0))).isEqualTo(ASKED);
    }

    @Test
    void aRangeThatIsNotNumbersNeverReachesANode() {
        EthFilter filter =
                new EthFilter(DefaultBlockParameterName.EARLIEST, DefaultBlockParameterName.LATEST, TestChain.CONTRACT);
        filter.addSingleTopic(BurnEvent.TOPIC0);

        assertThatThrownBy(() -> read(filter)).isInstanceOf(NodeException.class).hasMessageContaining("earliest");
    }

    @Test
    void logsOfEveryContractAreNotAskedFor() {
        EthFilter filter = new EthFilter(block(10), block(20), List.of());
        filter.addSingleTopic(BurnEvent.TOPIC0);

        assertThatThrownBy(() -> read(filter)).isInstanceOf(NodeException.class).hasMessageContaining("one contract");
    }

    @Test
    void logsOfEveryEventAreNotAskedFor() {
        EthFilter filter = new EthFilter(block(10), block(20), TestChain.CONTRACT);

        assertThatThrownBy(() -> read(filter)).isInstanceOf(NodeException.class).hasMessageContaining("one event");
    }

    private static DefaultBlockParameter block(long number) {
        return DefaultBlockParameter.valueOf(BigInteger.valueOf(number));
    }

    private static LogsRequest read(EthFilter filter) throws NodeException {
        Request<EthFilter, EthLog> request = new Request<>();
        request.setParams(List.of(filter));
        return LogsRequest.of(request);
    }
}
