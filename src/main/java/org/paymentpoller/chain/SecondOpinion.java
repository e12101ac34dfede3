package org.paymentpoller.chain;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.paymentpoller.node.BehindException;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoint.Purpose;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.JsonRpcHttp;
import org.paymentpoller.node.NodeClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.utils.Numeric;

/** What the other endpoints say of a block about which one contradicts the cursor row. */
public final class SecondOpinion {

    private static final Logger LOG = LoggerFactory.getLogger(SecondOpinion.class);

    private final Endpoints endpoints;
    private final NodeClient client;

    public SecondOpinion(Endpoints endpoints, NodeClient client) {
        this.endpoints = endpoints;
        this.client = client;
    }

    /** Whether there is anyone to ask but this endpoint. */
    public boolean isToBeHadBeside(String endpoint) {
        return !endpoints.others(endpoints.named(endpoint)).isEmpty();
    }

    /**
     * The block as the others have it; those that do not answer or do not have it are left out.
     *
     * @param endpoint the label of the one that is not asked
     */
    public List<BlockId> of(long block, String endpoint) {
        List<Endpoint> others = endpoints.others(endpoints.named(endpoint));
        List<BlockId> opinions = new ArrayList<>();
        for (Endpoint other : others) {
            // One that hangs takes no time of those behind it.
            Deadline share = Deadline.in(client.limits().headBudget().dividedBy(others.size()));
            try {
                opinions.add(other.ask(Purpose.OTHER, asked -> ask(asked, block, share)));
            } catch (IOException e) {
                LOG.debug("No second opinion about block {}: {}", block, e.getMessage());
            }
        }
        return opinions;
    }

    private BlockId ask(Endpoint endpoint, long number, Deadline deadline) throws IOException {
        JsonRpcHttp http = client.to(endpoint, deadline);
        EthBlock.Block block = http.send(
                        new Request<>(
                                "eth_getBlockByNumber",
                                List.of(Numeric.encodeQuantity(BigInteger.valueOf(number)), false),
                                http,
                                EthBlock.class),
                        EthBlock.class)
                .getBlock();
        if (block == null) {
            throw new BehindException(endpoint + " does not have block " + number + " yet");
        }
        return Answers.block(endpoint.address(), block);
    }
}
