package org.paymentpoller.benchmark;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.methods.response.EthLog;

/** The limit: the raw answers of the windows, then a COPY of the same rows; nothing is decoded or checked in that time. */
final class Limit {

    private Limit() {}

    /** Waits for the cursor row as a poller does, then asks and copies, and moves the cursor to the head. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Loop loop = Loop.ofEnvironment();
        HttpClient http = HttpClient.newHttpClient();
        List<String> questions = new ArrayList<>();
        loop.windows().forEach(window -> questions.add(loop.question(window)));
        String rows = rows(loop);
        try (Connection database = DriverManager.getConnection(loop.url(), loop.user(), loop.password());
                Statement statement = database.createStatement()) {
            database.setAutoCommit(false);
            statement.execute("SELECT 1 FROM block_cursors FOR UPDATE");
            for (String question : questions) {
                ask(http, loop.node(), question);
            }
            if (!loop.rawOnly()) {
                database.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                                COPY payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash,
                                               from_address, amount, digest, burned_at) FROM STDIN
                                """, new StringReader(rows));
            }
            statement.executeUpdate("UPDATE block_cursors SET last_processed_block = " + loop.head());
            database.commit();
        }
        // Its figures are read from outside.
        Thread.sleep(60_000);
    }

    private static void ask(HttpClient http, URI node, String question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(node)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question))
                .build();
        byte[] answer =
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        if (answer.length < 20) {
            throw new IOException("No answer: " + new String(answer, java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private static String rows(Loop loop) throws IOException {
        StringBuilder rows = new StringBuilder();
        Web3j web3j = loop.web3j();
        String last = "";
        int index = 0;
        for (Loop.Window window : loop.windows()) {
            for (EthLog.LogResult<?> result : loop.logs(web3j, window)) {
                EthLog.LogObject log = (EthLog.LogObject) result.get();
                index = log.getTransactionHash().equals(last) ? index + 1 : 0;
                last = log.getTransactionHash();
                rows.append("payment-poller\t")
                        .append(String.join(
                                "\t",
                                last,
                                String.valueOf(index),
                                String.valueOf(log.getLogIndex()),
                                String.valueOf(log.getBlockNumber()),
                                log.getBlockHash(),
                                "0x" + log.getTopics().get(1).substring(26),
                                new BigInteger(log.getData().substring(2, 66), 16).toString(),
                                log.getTopics().get(2),
                                "2026-01-01T00:00:00Z"))
                        .append('\n');
            }
        }
        return rows.toString();
    }
}
