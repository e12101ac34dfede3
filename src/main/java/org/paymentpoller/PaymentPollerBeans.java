package org.paymentpoller;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.Expression;
import org.apache.camel.LoggingLevel;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.SpringTransactionErrorHandlerDefinition;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.paymentpoller.chain.BurnEvent;
import org.paymentpoller.chain.ChainIds;
import org.paymentpoller.chain.Finality;
import org.paymentpoller.chain.KnownChain;
import org.paymentpoller.chain.NodeRules;
import org.paymentpoller.chain.NodeService;
import org.paymentpoller.chain.SecondOpinion;
import org.paymentpoller.console.ActingUser;
import org.paymentpoller.cursor.CursorRow;
import org.paymentpoller.cursor.WatchIdentity;
import org.paymentpoller.cursor.WatchStatus;
import org.paymentpoller.health.ChainHealth;
import org.paymentpoller.health.FreshnessHealth;
import org.paymentpoller.health.FreshnessLimits;
import org.paymentpoller.health.PollingHealth;
import org.paymentpoller.history.BoundedReads;
import org.paymentpoller.history.NewerPages;
import org.paymentpoller.history.PaymentHistory;
import org.paymentpoller.history.PaymentRate;
import org.paymentpoller.history.RejectedHistory;
import org.paymentpoller.history.WatchList;
import org.paymentpoller.ledger.BurnTransaction;
import org.paymentpoller.node.CallListener;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.Endpoints;
import org.paymentpoller.node.NodeClient;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeLimits;
import org.paymentpoller.operations.Actor;
import org.paymentpoller.operations.ManagedWatch;
import org.paymentpoller.operations.WatchOperations;
import org.paymentpoller.operations.WatchRegistration;
import org.paymentpoller.poll.Backlog;
import org.paymentpoller.poll.CheckWindow;
import org.paymentpoller.poll.ChooseWindow;
import org.paymentpoller.poll.CollectNew;
import org.paymentpoller.poll.CursorColumns;
import org.paymentpoller.poll.CursorConverter;
import org.paymentpoller.poll.CursorsBlock;
import org.paymentpoller.poll.HeldRow;
import org.paymentpoller.poll.LeaveConflicts;
import org.paymentpoller.poll.LogContext;
import org.paymentpoller.poll.PollEvents;
import org.paymentpoller.poll.PollFailures;
import org.paymentpoller.poll.PollListener;
import org.paymentpoller.poll.PollReport;
import org.paymentpoller.poll.RecordColumns;
import org.paymentpoller.poll.RecordedPayments;
import org.paymentpoller.poll.RecordedTransactions;
import org.paymentpoller.poll.Turns;
import org.paymentpoller.settings.PollerSettings;
import org.paymentpoller.start.PrepareWatch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.web3j.protocol.Web3j;

/** Makes the beans; those that the routes name have the name of their method. */
@Configuration(proxyBeanMethods = false)
class PaymentPollerBeans {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Finality finality(PollerSettings settings) {
        return Finality.parse(settings.finality());
    }

    @Bean
    WatchIdentity watch(PollerSettings settings) {
        return new WatchIdentity(
                settings.cursorId(),
                Optional.ofNullable(settings.chainId()),
                settings.burnContractAddress().toLowerCase(Locale.ROOT),
                BurnEvent.TOPIC0,
                settings.startBlock());
    }

    @Bean
    WatchStatus watchStatus(Clock clock) {
        return new WatchStatus(clock);
    }

    @Bean
    Endpoints endpoints(PollerSettings settings, Clock clock) {
        return new Endpoints(NodeEndpoint.parseAll(settings.rpcUrl()).stream()
                .map(address -> new Endpoint(address, settings.maxBlockRange(), clock))
                .toList());
    }

    @Bean
    NodeClient nodeClient(PollerSettings settings, ObjectProvider<CallListener> listeners) {
        PollerSettings.Node node = settings.node();
        NodeLimits limits = new NodeLimits(
                node.connectTimeout(),
                node.readTimeout(),
                node.windowBudget(),
                node.maxAnswerSize().toBytes());
        return new NodeClient(limits, CallListener.all(listeners.stream().toList()));
    }

    @Bean
    KnownChain knownChain() {
        return new KnownChain();
    }

    @Bean
    NodeRules nodeRules(PollerSettings settings) {
        return new NodeRules(settings.rpcQuorum(), settings.node().bloomCheck());
    }

    @Bean
    Web3j node(Endpoints endpoints, NodeClient client, KnownChain chain, Finality finality, NodeRules rules) {
        return Web3j.build(new NodeService(endpoints, client, chain, finality, rules));
    }

    @Bean
    ChainIds chainIds(Endpoints endpoints, NodeClient client) {
        return new ChainIds(endpoints, client);
    }

    @Bean
    CursorRow cursorRow(JdbcClient jdbc, WatchIdentity watch) {
        return new CursorRow(jdbc, watch);
    }

    /** Not for a command, which must find no row of a mistyped cursor, nor in training, where there is no database. */
    @Bean
    @ConditionalOnProperty(name = "poller.training", havingValue = "false", matchIfMissing = true)
    @ConditionalOnProperty(name = "poller.command-line", havingValue = "false", matchIfMissing = true)
    PrepareWatch prepareWatch(CursorRow cursorRow, WatchIdentity watch, ChainIds chainIds) {
        return new PrepareWatch(cursorRow, watch, chainIds);
    }

    /** The pool's connections are READ COMMITTED; asking for it again here would cost a round trip a window. */
    @Bean
    SpringTransactionPolicy readCommitted(PlatformTransactionManager transactions) {
        return new SpringTransactionPolicy(transactions);
    }

    /** A failure goes up to the tick's exception handler, {@link PollFailures}. */
    @Bean
    ErrorHandlerFactory throwToTick() {
        return new NoErrorHandlerDefinition();
    }

    /**
     * A failure goes up to the window's transaction. Within it no step needs a handler of its own, and every burn transaction
     * would go through one after another of them.
     */
    @Bean
    ErrorHandlerFactory throwToTransaction() {
        return new NoErrorHandlerDefinition();
    }

    /** Rolls back without a word: the failure is told once, by {@link PollFailures}. */
    @Bean
    ErrorHandlerFactory rollBackAndThrow(SpringTransactionPolicy readCommitted) {
        SpringTransactionErrorHandlerDefinition handler = new SpringTransactionErrorHandlerDefinition();
        handler.setTransactedPolicy(readCommitted);
        handler.setRollbackLoggingLevel(LoggingLevel.OFF.name());
        handler.setLevel(LoggingLevel.OFF.name());
        return handler;
    }

    @Bean
    CursorsBlock cursorsBlock(Endpoints endpoints, NodeClient client) {
        return new CursorsBlock(new SecondOpinion(endpoints, client));
    }

    @Bean
    ChooseWindow chooseWindow(
            WatchIdentity watch,
            KnownChain chain,
            Finality finality,
            Endpoints endpoints,
            WatchStatus status,
            CursorsBlock cursorsBlock) {
        return new ChooseWindow(watch, chain, finality, endpoints, status, cursorsBlock);
    }

    @Bean
    CheckWindow checkWindow(WatchIdentity watch, KnownChain chain, CursorsBlock cursorsBlock) {
        return new CheckWindow(watch, chain, cursorsBlock);
    }

    @Bean
    RecordedTransactions recordedTransactions() {
        return new RecordedTransactions();
    }

    /** The key of {@code skip-known}; as a method of a bean it would be looked up anew for each burn. */
    @Bean
    Expression txHash() {
        return ExpressionBuilder.bodyExpression(BurnTransaction.class, BurnTransaction::txHash);
    }

    @Bean
    CollectNew collectNew() {
        return new CollectNew();
    }

    @Bean
    RecordColumns recordColumns() {
        return new RecordColumns();
    }

    @Bean
    LeaveConflicts leaveConflicts() {
        return new LeaveConflicts();
    }

    @Bean
    CursorColumns cursorColumns() {
        return new CursorColumns();
    }

    @Bean
    Backlog backlog(Finality finality, Endpoints endpoints, PollerSettings settings) {
        return new Backlog(finality, endpoints, settings.rpcQuorum());
    }

    @Bean
    Turns turns(PollerSettings settings, WatchStatus status) {
        return new Turns(settings.interval(), status);
    }

    @Bean
    PollReport pollReport(WatchStatus status, Finality finality, Clock clock) {
        return new PollReport(status, finality, clock);
    }

    @Bean
    RecordedPayments recordedPayments(WatchIdentity watch) {
        return new RecordedPayments(watch);
    }

    @Bean
    LogContext logContext(WatchIdentity watch) {
        return new LogContext(watch.cursorId());
    }

    @Bean
    PollFailures pollFailures(WatchStatus status, Finality finality, CursorRow cursorRow, LogContext logContext) {
        return new PollFailures(status, finality, new HeldRow(status, cursorRow::holding), logContext);
    }

    @Bean
    PollEvents pollEvents(PollListener listener, Clock clock) {
        return new PollEvents(listener, clock);
    }

    @Bean
    Actor actor() {
        return new ActingUser();
    }

    @Bean
    WatchOperations watchOperations(
            JdbcOperations jdbc,
            PlatformTransactionManager transactions,
            WatchIdentity watch,
            Endpoints endpoints,
            NodeClient client,
            Finality finality,
            NodeRules rules,
            RecordColumns columns,
            Actor actor,
            PollerSettings settings) {
        return new WatchOperations(
                jdbc,
                transactions,
                watch,
                new WatchOperations.Node(endpoints, client, finality, rules),
                columns,
                actor,
                settings.operations().maxBlocks());
    }

    @Bean
    ManagedWatch managedWatch(WatchStatus status, Endpoints endpoints, WatchOperations operations, CamelContext camel) {
        return new ManagedWatch(status, endpoints, operations, camel);
    }

    @Bean
    WatchRegistration watchRegistration(ManagedWatch watch, WatchIdentity identity) {
        return new WatchRegistration(watch, identity.cursorId());
    }

    /** Two of the pool's five connections at most. */
    @Bean
    BoundedReads boundedReads(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new BoundedReads(jdbc, transactions, 2, Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Bean
    PaymentHistory paymentHistory(JdbcClient jdbc, BoundedReads reads, WatchIdentity watch) {
        return new PaymentHistory(jdbc, reads, watch.cursorId());
    }

    @Bean
    RejectedHistory rejectedHistory(JdbcClient jdbc, BoundedReads reads) {
        return new RejectedHistory(jdbc, reads);
    }

    @Bean
    NewerPages newerPages(JdbcClient jdbc, BoundedReads reads) {
        return new NewerPages(jdbc, reads);
    }

    @Bean
    PaymentRate paymentRate(JdbcClient jdbc, BoundedReads reads) {
        return new PaymentRate(jdbc, reads);
    }

    @Bean
    WatchList watchList(JdbcClient jdbc, BoundedReads reads) {
        return new WatchList(jdbc, reads);
    }

    @Bean
    PollingHealth pollingHealthIndicator(WatchStatus status, Endpoints endpoints, CamelContext camel) {
        return new PollingHealth(status, endpoints, camel);
    }

    @Bean
    FreshnessHealth freshnessHealthIndicator(WatchStatus status, PollerSettings settings, Clock clock) {
        PollerSettings.Health health = settings.health();
        FreshnessLimits limits = new FreshnessLimits(
                health.staleAfter(settings.interval()),
                Optional.ofNullable(health.maxLagBlocks()),
                Optional.ofNullable(health.maxLag()));
        return new FreshnessHealth(status, limits, clock);
    }

    @Bean
    ChainHealth chainHealthIndicator(WatchStatus status) {
        return new ChainHealth(status);
    }

    @Bean
    CursorConverter cursorConverter() {
        return new CursorConverter();
    }
}
