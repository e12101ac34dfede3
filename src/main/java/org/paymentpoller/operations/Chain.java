package org.paymentpoller.operations;

import java.util.Optional;
import org.paymentpoller.chain.ChainReader;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.chain.NodeRules;
import org.paymentpoller.chain.SecondOpinion;
import org.paymentpoller.cursor.Cursor;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.poll.CheckWindow;
import org.paymentpoller.poll.CursorsBlock;

/** The watch's chain for operators; what the endpoints serve is learnt together with the poller, and nothing else is shared. */
final class Chain {

    private final Endpoints endpoints;
    private final NodeClient client;
    private final Finality finality;
    private final NodeRules rules;
    private final WatchIdentity watch;

    Chain(Endpoints endpoints, NodeClient client, Finality finality, NodeRules rules, WatchIdentity watch) {
        this.endpoints = endpoints;
        this.client = client;
        this.finality = finality;
        this.rules = rules;
        this.watch = watch;
    }

    /** Begins to read what the row is about; where it pins no chain yet, any chain, as a first poll does. */
    ChainReading begin(Cursor row) {
        KnownChain known = new KnownChain();
        // The row's last block is left out: an operation also reads below it, and a branch without it.
        known.is(new KnownChain.Known(watch.expectedChainId(row), -1, Optional.empty()));
        SecondOpinion others = new SecondOpinion(endpoints, client);
        return new ChainReading(
                new ChainReader(endpoints, client, known, finality, rules, watch.contract(), watch.topic0()),
                new CheckWindow(watch, known, new CursorsBlock(others)),
                others,
                known,
                endpoints.all().size() - 1,
                finality,
                row);
    }
}
