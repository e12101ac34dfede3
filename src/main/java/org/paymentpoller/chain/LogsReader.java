package org.paymentpoller.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.NodeJson;
import org.paymentpoller.node.StreamedRequest.ResultReader;
import org.web3j.protocol.core.methods.response.EthLog;

/** Reads the logs of an answer one after another, so that of a large one only what counts is held. */
final class LogsReader implements ResultReader<List<ChainLog>> {

    private static final ObjectReader LOG = NodeJson.readerFor(EthLog.LogObject.class);

    private final String who;

    /**
     * @param who the endpoint that answers, for the message
     */
    LogsReader(String who) {
        this.who = who;
    }

    /**
     * The logs as they were answered, removed ones left out.
     *
     * @throws MismatchedInputException when it is no list of logs
     * @throws NodeException when a log has a field that is missing or not well-formed
     */
    @Override
    public List<ChainLog> read(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw MismatchedInputException.from(json, List.class, "it is no list");
        }
        List<ChainLog> logs = new ArrayList<>();
        ChainLog previous = null;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            ChainLog log = readLog(json, previous);
            if (log != null) {
                logs.add(log);
                previous = log;
            }
        }
        return logs;
    }

    private @Nullable ChainLog readLog(JsonParser json, @Nullable ChainLog previous) throws IOException {
        EthLog.LogObject log = json.currentToken() == JsonToken.VALUE_NULL ? null : LOG.readValue(json);
        if (log == null) {
            throw new NodeException(who + " answered eth_getLogs with something that is no log");
        }
        return log.isRemoved() ? null : ChainLog.read(who, log, previous);
    }
}
