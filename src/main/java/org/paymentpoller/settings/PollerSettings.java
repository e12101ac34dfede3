package org.paymentpoller.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What the poller can be told. Defaults stand in {@code application.yml}; every property is also an environment variable
 * ({@code poller.rpc-url} is {@code POLLER_RPC_URL}). {@link SettingsProblems} has checked them before a bean is made, so that
 * they are not validated again as they are bound.
 *
 * @param rpcUrl JSON-RPC endpoints, comma separated, in order of preference; may carry a key or {@code user:password@}
 * @param rpcQuorum how many of the endpoints must agree on a window before it is recorded
 * @param chainId the chain that must be there; asked once and then pinned in the cursor row where it is not set
 * @param burnContractAddress the contract whose burn events are payments; pinned in the cursor row
 * @param startBlock first block to look at; counts only when the cursor row is made
 * @param interval between ticks, from 50ms to 1h
 * @param maxBlockRange most blocks in one eth_getLogs
 * @param finality which blocks are believed: finalized, safe, latest, or a number of confirmations
 * @param cursorId the watch's row in block_cursors
 * @param routesDirectory folder of the routes, beside the application
 * @param routesReload whether edits in that folder take effect while it runs
 * @param routesReloadInterval between looks at the folder, from 100ms to 1h; an edit is taken after two that saw the same
 * @param node the node's client
 * @param database bounded waits of the poller's connections
 * @param operations what operators may ask for
 * @param health when the watch is not fresh
 * @param console who may use Hawtio and Jolokia
 */
@ConfigurationProperties("poller")
public record PollerSettings(
        @NotBlank(message = "is required: set the JSON-RPC endpoint of the node, for example http://localhost:8545")
        String rpcUrl,

        @Min(value = 1, message = "must be 1 or more endpoints")
        int rpcQuorum,

        @Nullable @Min(value = 1, message = "must be a positive chain id, or left out")
        Long chainId,

        @NotBlank(message = "is required: set the address of the burn contract, 0x and 40 hex digits")
        @Pattern(regexp = "\\s*|0[xX][0-9a-fA-F]{40}", message = "must be an address: 0x and 40 hex digits")
        String burnContractAddress,

        @Min(value = 0, message = "must be a block number, 0 or more")
        long startBlock,

        @NotNull Duration interval,

        @Min(value = 1, message = "must be 1 or more blocks")
        @Max(value = 1_000_000, message = "must be at most 1000000 blocks")
        long maxBlockRange,

        @NotNull
        @Pattern(
                regexp = "(?i)finalized|safe|latest|\\d{1,9}",
                message = "must be finalized, safe, latest or a number of confirmations")
        String finality,

        @NotBlank(message = "must name the row in block_cursors")
        @Size(max = 200, message = "must have at most 200 characters")
        @Pattern(
                regexp = "\\s*|(?s)(?!.*(\\{\\{|\\}\\}|\\$\\{))[^\\p{Cntrl} ]([^\\p{Cntrl}]*[^\\p{Cntrl} ])?",
                message =
                        "must have no blank at its ends, no line break and none of \\{\\{, \\}\\} and \\$\\{, which the routes would read"
                                + " otherwise")
        String cursorId,

        @NotBlank(message = "must name the folder of the routes")
        String routesDirectory,

        boolean routesReload,

        @NotNull Duration routesReloadInterval,

        @Valid Node node,
        @Valid Database database,
        @Valid Operations operations,
        @Valid Health health,
        @Valid Console console) {

    /**
     * The node's client.
     *
     * @param connectTimeout for one TCP connection
     * @param readTimeout longest silence while an answer comes
     * @param windowBudget for everything that one window asks of the node
     * @param maxAnswerSize largest answer that is read
     * @param bloomCheck whether a block's bloom is believed where it shows that logs were left out
     */
    public record Node(
            @NotNull Duration connectTimeout,
            @NotNull Duration readTimeout,
            @NotNull Duration windowBudget,
            @NotNull DataSize maxAnswerSize,
            boolean bloomCheck) {}

    /**
     * Bounded waits of the poller's connections.
     *
     * @param lockTimeout longest wait for the cursor row
     * @param statementTimeout longest statement, its wait for locks included
     * @param idleInTransactionTimeout longest silence inside a transaction, above the node's budget
     * @param socketTimeout longest silence of the database on a connection
     */
    public record Database(
            @NotNull Duration lockTimeout,
            @NotNull Duration statementTimeout,
            @NotNull Duration idleInTransactionTimeout,
            @NotNull Duration socketTimeout) {}

    /**
     * What operators may ask for.
     *
     * @param maxBlocks most blocks that one operation reads
     */
    public record Operations(
            @Min(value = 1, message = "must be 1 or more blocks")
            long maxBlocks) {}

    /**
     * When the watch is not fresh, beside what its state says.
     *
     * @param staleIntervals so many intervals without a poll that ended well, of this replica or of another that it knows of
     * @param staleAtLeast never before this time, from 1s to 1d; more than one window may take
     * @param maxLagBlocks most safe blocks that may wait; null: any number
     * @param maxLag most age of the cursor's block while safe blocks wait, from 1s; null: any
     */
    public record Health(
            @Min(value = 1, message = "must be 1 or more intervals")
            @Max(value = 10_000, message = "must be at most 10000 intervals")
            int staleIntervals,

            @NotNull Duration staleAtLeast,

            @Nullable @Min(value = 1, message = "must be 1 or more blocks, or left out")
            Long maxLagBlocks,

            @Nullable Duration maxLag) {

        /**
         * Without a poll that ended well for longer than this, the watch is not fresh.
         *
         * @param interval between ticks
         */
        public Duration staleAfter(Duration interval) {
            Duration several = interval.multipliedBy(staleIntervals);
            return several.compareTo(staleAtLeast) < 0 ? staleAtLeast : several;
        }
    }

    /**
     * Who may use Hawtio and Jolokia; off where nobody has a password.
     *
     * @param operatorPassword of the user operator, who acts; empty: there is none
     * @param viewerPassword of the user viewer, who reads; empty: there is none
     * @param anonymousPrometheus whether the metrics need no login
     * @param anonymousPage whether status page and API need no login
     */
    public record Console(
            @NotNull String operatorPassword,
            @NotNull String viewerPassword,
            boolean anonymousPrometheus,
            boolean anonymousPage) {

        /** Whether anyone can log in. */
        public boolean isOn() {
            return !operatorPassword.isBlank() || !viewerPassword.isBlank();
        }
    }
}
