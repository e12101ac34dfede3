package org.paymentpoller.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.paymentpoller.fixture.NodeProxy;
import org.paymentpoller.fixture.RecordedCall;
import org.paymentpoller.ledger.BlockWindow;

/** The ranges of eth_getLogs that reached the node by way of proxies. */
final class AskedRanges {

    private AskedRanges() {}

    /** In the order of arrival. */
    static List<BlockWindow> by(NodeProxy proxy) {
        return proxy.callsOf("eth_getLogs").stream().map(AskedRanges::range).toList();
    }

    /** Requires that all of them together are the blocks, each once: no range twice, no overlap, no gap. */
    static void requireEachBlockOnce(long from, long to, List<NodeProxy> proxies) {
        List<BlockWindow> ranges = proxies.stream()
                .flatMap(proxy -> by(proxy).stream())
                .sorted(Comparator.comparingLong(BlockWindow::from))
                .toList();
        assertThat(ranges.stream().map(BlockWindow::from))
                .isEqualTo(Stream.concat(Stream.of(from), ranges.stream().map(range -> range.to() + 1))
                        .limit(ranges.size())
                        .toList());
        assertThat(ranges.get(ranges.size() - 1).to()).isEqualTo(to);
    }

    private static BlockWindow range(RecordedCall call) {
        return new BlockWindow(Long.decode(call.filter("fromBlock")), Long.decode(call.filter("toBlock")));
    }
}
