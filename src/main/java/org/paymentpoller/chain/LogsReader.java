package org.paymentpoller.chain;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.StreamedRequest.ResultReader;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Reads the logs of an answer one after another, so that of a large one only what counts is held. Field by field, without the
 * reflection of a bean's reading: a log has eight fields that count, and an answer a hundred thousand logs.
 */
final class LogsReader implements ResultReader<List<ChainLog>> {

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
        ChainLog previous = ChainLog.NONE;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            ChainLog log = readLog(json, previous);
            if (log != null) {
                logs.add(log);
                previous = log;
            }
        }
        return logs;
    }

    private @Nullable ChainLog readLog(JsonParser json, ChainLog previous) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            throw new NodeException(who + " answered eth_getLogs with something that is no log");
        }
        Log log = fields(json);
        return log.isRemoved() ? null : ChainLog.read(who, log, previous);
    }

    private static Log fields(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw MismatchedInputException.from(json, Log.class, "a log is no object");
        }
        Log log = new Log();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "removed" -> log.setRemoved(truth(json));
                case "blockNumber" -> log.setBlockNumber(text(json));
                case "blockHash" -> log.setBlockHash(text(json));
                case "transactionHash" -> log.setTransactionHash(text(json));
                case "logIndex" -> log.setLogIndex(text(json));
                case "address" -> log.setAddress(text(json));
                case "topics" -> log.setTopics(topics(json));
                case "data" -> log.setData(text(json));
                default -> json.skipChildren();
            }
        }
        return log;
    }

    private static @Nullable List<String> topics(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw MismatchedInputException.from(json, List.class, "a log's topics are no list");
        }
        List<String> topics = new ArrayList<>(4);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            topics.add(text(json));
        }
        return topics;
    }

    private static @Nullable String text(JsonParser json) throws IOException {
        if (json.currentToken().isStructStart()) {
            throw MismatchedInputException.from(json, String.class, "a log has an object or a list for a text");
        }
        return json.getValueAsString();
    }

    private static boolean truth(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw MismatchedInputException.from(json, boolean.class, "a log's removed is no truth value");
        };
    }
}
