package org.paymentpoller.poll;

import java.util.Map;
import org.paymentpoller.chain.WindowLogs;
import org.paymentpoller.ledger.BlockWindow;

/**
 * {@code name-end}: what {@code sql/advance-cursor.sql} takes. It is a map because camel-sql tries to convert any other body to
 * one, twice for each parameter, in a search that fails: a third of the time of a window without burns.
 */
public class CursorColumns {

    /**
     * The end of a window, each value by the name of its parameter.
     *
     * @param window blocks, inclusive at both ends
     * @param logs the window's, for the hash of its last block and the id of its chain
     */
    public Map<String, Object> of(BlockWindow window, WindowLogs logs) {
        return Map.of(
                "window_from", window.from(),
                "window_to", window.to(),
                "window_hash", logs.end().hash(),
                "window_chain_id", logs.chainId());
    }
}
