package org.paymentpoller.benchmark;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.List;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.methods.response.EthLog;

/** What one would write in an afternoon: web3j, a row lock, batched inserts, no Camel and hardly a check. */
final class HandWrittenLoop {

    private static final TypeReference<Address> ACCOUNT = new TypeReference<>() {};

    @SuppressWarnings({"rawtypes", "unchecked"}) // web3j's own element type
    private static final List<TypeReference<Type>> AMOUNT_AND_TIMESTAMP =
            (List) List.of(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {});

    private HandWrittenLoop() {}

    /** Polls until the cursor is at the head. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Loop loop = Loop.ofEnvironment();
        Web3j web3j = loop.web3j();
        try (Connection database =
                DriverManager.getConnection(loop.url() + "&reWriteBatchedInserts=true", loop.user(), loop.password())) {
            database.setAutoCommit(false);
            while (poll(loop, web3j, database)) {
                database.commit();
            }
        }
        // Its figures are read from outside.
        Thread.sleep(60_000);
    }

    @SuppressWarnings("rawtypes") // web3j's own element type
    private static boolean poll(Loop loop, Web3j web3j, Connection database) throws IOException, SQLException {
        long from = lock(database) + 1;
        long head = web3j.ethBlockNumber().send().getBlockNumber().longValueExact();
        if (from > head) {
            database.rollback();
            return false;
        }
        long to = Math.min(head, from + loop.range() - 1);
        try (PreparedStatement insert = database.prepareStatement("""
                INSERT INTO payments (cursor_id, tx_hash, burn_index, log_index, block_number, block_hash, from_address,
                                      amount, digest, burned_at)
                VALUES ('payment-poller', ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
            String last = "";
            int index = 0;
            for (EthLog.LogResult result : loop.logs(web3j, new Loop.Window(from, to))) {
                EthLog.LogObject log = (EthLog.LogObject) result.get();
                index = log.getTransactionHash().equals(last) ? index + 1 : 0;
                last = log.getTransactionHash();
                List<Type> values = FunctionReturnDecoder.decode(log.getData(), AMOUNT_AND_TIMESTAMP);
                BigInteger timestamp = (BigInteger) values.get(1).getValue();
                insert.setString(1, last);
                insert.setInt(2, index);
                insert.setLong(3, log.getLogIndex().longValueExact());
                insert.setLong(4, log.getBlockNumber().longValueExact());
                insert.setString(5, log.getBlockHash());
                insert.setString(
                        6,
                        FunctionReturnDecoder.decodeIndexedValue(log.getTopics().get(1), ACCOUNT)
                                .toString());
                insert.setBigDecimal(
                        7, new BigDecimal((BigInteger) values.get(0).getValue()));
                insert.setString(8, log.getTopics().get(2));
                insert.setTimestamp(9, new Timestamp(timestamp.longValueExact() * 1000));
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement advance =
                database.prepareStatement("UPDATE block_cursors SET last_processed_block = ?, updated_at = now()")) {
            advance.setLong(1, to);
            advance.executeUpdate();
        }
        return true;
    }

    private static long lock(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("SELECT last_processed_block FROM block_cursors FOR UPDATE")) {
            row.next();
            return row.getLong(1);
        }
    }
}
