package org.paymentpoller.benchmark;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.paymentpoller.fixture.AnvilNode;
import org.paymentpoller.fixture.BurnContract;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

/** Puts the burns of a shape on a chain, many transactions in one request. */
final class ChainLoader {

    private static final int BURNS_A_BLOCK = 50;
    private static final int BURSTS = 100;
    private static final int BLOCKS_A_BURN = 100;
    private static final int GAS_OF_A_BURN = 100_000;
    private static final BigInteger GAS_PRICE = BigInteger.TEN.pow(10);
    private static final Bytes32 DIGEST = new Bytes32(new byte[32]);

    private final AnvilNode node;
    private final BurnContract contract;
    private final List<String> accounts;
    private final Map<String, Long> nonces = new HashMap<>();

    ChainLoader(AnvilNode node, BurnContract contract) {
        this.node = node;
        this.contract = contract;
        this.accounts = node.accounts();
        for (String account : accounts) {
            nonces.put(
                    account,
                    Long.decode(node.rpc("eth_getTransactionCount", account, "latest")
                            .asText()));
        }
    }

    /**
     * Loads the shape.
     *
     * @param burns of the dense shape
     */
    void load(Shape shape, int burns) {
        node.setAutomine(false);
        switch (shape.chain()) {
            case DENSE -> {
                for (int done = 0; done < burns; done += BURNS_A_BLOCK) {
                    burnEach(done, Math.min(BURNS_A_BLOCK, burns - done));
                    node.mine(1);
                }
            }
            case BURSTS -> {
                for (int burst = 0; burst < BURSTS; burst++) {
                    burst(burns / BURSTS);
                    node.mine(1);
                }
            }
            case BLOCK -> {
                for (int done = 0; done < burns; done += 1_000) {
                    burst(Math.min(1_000, burns - done));
                }
                node.mine(1);
            }
            case SPARSE -> {
                for (int burn = 0; burn < shape.burns(burns); burn++) {
                    burnEach(burn, 1);
                    node.mine(BLOCKS_A_BURN);
                }
            }
            default -> {
                // The live shape is loaded while it is measured.
            }
        }
    }

    /** One transaction a burn. */
    void burnEach(int first, int count) {
        List<Map<String, String>> transactions = new ArrayList<>(count);
        for (int i = first; i < first + count; i++) {
            Uint256 amount = new Uint256(BigInteger.valueOf(i + 1L));
            transactions.add(transaction(accounts.get(i % accounts.size()), GAS_OF_A_BURN, "burn", amount, DIGEST));
        }
        node.rpcEach("eth_sendTransaction", transactions);
    }

    private void burst(int burns) {
        node.rpcEach(
                "eth_sendTransaction",
                List.of(transaction(
                        accounts.get(0),
                        200_000 + 5_000L * burns,
                        "burnMany",
                        new Uint256(BigInteger.valueOf(burns)),
                        new Uint256(BigInteger.ONE))));
    }

    private Map<String, String> transaction(String account, long gas, String function, Type<?>... arguments) {
        long nonce = nonces.merge(account, 1L, Long::sum) - 1;
        return Map.of(
                "from",
                account,
                "to",
                contract.address(),
                "nonce",
                "0x" + Long.toHexString(nonce),
                "gas",
                "0x" + Long.toHexString(gas),
                "gasPrice",
                "0x" + GAS_PRICE.toString(16),
                "data",
                FunctionEncoder.encode(new Function(function, List.of(arguments), List.of())));
    }
}
