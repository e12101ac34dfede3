package org.paymentpoller.benchmark;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import okhttp3.OkHttpClient;
import org.paymentpoller.fixture.BurnContract;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.http.HttpService;

/** What a contender that is no application is told through its environment, with the names that the application has for it. */
record Loop(
        String url, String user, String password, URI node, String contract, long range, long head, boolean rawOnly) {

    /**
     * Blocks of one eth_getLogs.
     *
     * @param from first block
     * @param to last block
     */
    record Window(long from, long to) {}

    static Loop ofEnvironment() {
        return new Loop(
                variable("SPRING_DATASOURCE_URL"),
                variable("SPRING_DATASOURCE_USERNAME"),
                variable("SPRING_DATASOURCE_PASSWORD"),
                URI.create(variable("POLLER_RPC_URL")),
                variable("POLLER_BURN_CONTRACT_ADDRESS"),
                Long.parseLong(variable("POLLER_MAX_BLOCK_RANGE")),
                Long.parseLong(variable("BENCHMARK_HEAD")),
                Boolean.parseBoolean(variable("BENCHMARK_RAW_ONLY")));
    }

    private static String variable(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    /** From the block after the cursor of a new {@link Watch} to the head. */
    List<Window> windows() {
        List<Window> windows = new ArrayList<>();
        for (long from = 1; from <= head; from += range) {
            windows.add(new Window(from, Math.min(head, from + range - 1)));
        }
        return windows;
    }

    String question(Window window) {
        return """
                {"jsonrpc":"2.0","id":1,"method":"eth_getLogs","params":[{"address":"%s","topics":["%s"],"fromBlock":"0x%x","toBlock":"0x%x"}]}""".formatted(contract, BurnContract.TOPIC0, window.from(), window.to());
    }

    Web3j web3j() {
        return Web3j.build(new HttpService(node.toString(), new OkHttpClient()));
    }

    @SuppressWarnings("rawtypes") // web3j's own element type
    List<EthLog.LogResult> logs(Web3j web3j, Window window) throws IOException {
        EthFilter filter = new EthFilter(
                DefaultBlockParameter.valueOf(BigInteger.valueOf(window.from())),
                DefaultBlockParameter.valueOf(BigInteger.valueOf(window.to())),
                contract);
        filter.addSingleTopic(BurnContract.TOPIC0);
        return web3j.ethGetLogs(filter).send().getLogs();
    }
}
