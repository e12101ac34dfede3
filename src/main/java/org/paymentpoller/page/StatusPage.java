package org.paymentpoller.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.history.PageKey;
import org.paymentpoller.history.PaymentRow;
import org.paymentpoller.history.PaymentTimes;
import org.paymentpoller.history.RejectedRow;
import org.paymentpoller.history.WatchRow;

/**
 * What the template writes, worded and formatted; the template escapes it.
 *
 * @param cursorId the watch whose payments are shown
 * @param typed what stands in the search field
 * @param search what is searched, in words; null where nothing is
 * @param mistake why what was typed cannot be searched; null where it can
 * @param everything where nothing is searched
 * @param notices what in the address is wrong
 * @param watches all of the database, where there are several
 * @param plot payments over time; null in a search
 * @param plotNote what the plot does not show; null where there is nothing to say
 * @param periods of the plot
 * @param payments a page of them
 * @param paymentPages the ways to the other pages
 * @param rejected a page of rejected events; null in a search for an account
 * @param rejectedPages the ways to the other pages
 * @param whole whether payments are shown with all that is known of them
 * @param newest what is told when it changes
 */
record StatusPage(
        String cursorId,
        String typed,
        @Nullable String search,
        @Nullable String mistake,
        String everything,
        List<String> notices,
        List<WatchLine> watches,
        @Nullable Plot plot,
        @Nullable String plotNote,
        List<Choice> periods,
        List<PaymentLine> payments,
        Pages paymentPages,
        @Nullable List<RejectedLine> rejected,
        Pages rejectedPages,
        boolean whole,
        String newest) {

    /**
     * A watch of the database; {@code chain} is null while unknown. {@code caughtUp} is null where its cursor has moved since, and
     * may be old: whoever polls another watch may have ended, and how often it does is not known here.
     */
    record WatchLine(
            String id,
            String href,
            boolean own,
            boolean shown,
            String state,
            @Nullable String reason,
            @Nullable Long chain,
            Hash contract,
            long startBlock,
            long cursor,
            Moment updated,
            @Nullable Moment caughtUp) {}

    /** One of several things to look at. */
    record Choice(String text, String href, boolean chosen) {}

    /** Where the pages beside this one are; null where there is none. */
    record Pages(
            @Nullable String newest,
            @Nullable String newer,
            @Nullable String older) {

        /** Whether there is anything but this page. */
        public boolean several() {
            return newest != null || older != null;
        }
    }

    /** A payment; {@code orphaned} is null while it counts. */
    record PaymentLine(
            long id,
            Moment burned,
            long block,
            Hash account,
            List<String> amount,
            Hash digest,
            Hash transaction,
            String blockHash,
            int burnIndex,
            long logIndex,
            Moment recorded,
            @Nullable Moment orphaned) {}

    /** A rejected event; {@code orphaned} is null while it counts. */
    record RejectedLine(
            long id,
            long block,
            String reason,
            Hash transaction,
            int burnIndex,
            long logIndex,
            Moment recorded,
            @Nullable Moment orphaned) {}

    /** What is shown of what was read. */
    static StatusPage of(Recorded recorded, String ownCursorId) {
        PageQuery query = recorded.query();
        SearchTerm term = query.term();
        List<WatchRow> all = recorded.watches();
        return new StatusPage(
                recorded.cursorId(),
                term.typed(),
                term.txHash()
                        .map(hash -> "Transaction " + hash)
                        .or(() -> term.account().map(address -> "Account " + address))
                        .orElse(null),
                term.mistake().orElse(null),
                query.everything(),
                query.notices(),
                all.size() < 2
                        ? List.of()
                        : all.stream()
                                .map(row -> watch(row, query, recorded.cursorId(), ownCursorId))
                                .toList(),
                recorded.rate()
                        .map(rate -> Plot.of(rate.period(), rate.until(), rate.counts()))
                        .orElse(null),
                recorded.rate().flatMap(StatusPage::note).orElse(null),
                recorded.rate().map(rate -> periods(rate, query)).orElse(List.of()),
                recorded.payments().rows().stream()
                        .map(row -> payment(row, query))
                        .toList(),
                pages(
                        query.before(),
                        recorded.newer(),
                        recorded.payments().next(),
                        query.withBefore(Optional.empty()),
                        key -> query.withBefore(Optional.of(key))),
                term.account().isPresent()
                        ? null
                        : recorded.rejected().rows().stream()
                                .map(row -> rejected(row, query))
                                .toList(),
                pages(
                        query.rejectedBefore(),
                        recorded.newerRejected(),
                        recorded.rejected().next(),
                        query.withRejectedBefore(Optional.empty()),
                        key -> query.withRejectedBefore(Optional.of(key))),
                term.txHash().isPresent(),
                newest(recorded));
    }

    private static Pages pages(
            Optional<PageKey> shown,
            Optional<PageKey> newer,
            Optional<PageKey> older,
            String newest,
            java.util.function.Function<PageKey, String> link) {
        return new Pages(
                shown.isPresent() ? newest : null,
                shown.isPresent() ? newer.map(link).orElse(newest) : null,
                older.map(link).orElse(null));
    }

    private static WatchLine watch(WatchRow row, PageQuery query, String shown, String own) {
        boolean isOwn = row.cursorId().equals(own);
        return new WatchLine(
                row.cursorId(),
                query.ofWatch(isOwn ? Optional.empty() : Optional.of(row.cursorId())),
                isOwn,
                row.cursorId().equals(shown),
                row.paused().isPresent() ? "paused" : row.caughtUpAt().isPresent() ? "caught up" : "recording",
                row.paused().orElse(null),
                row.chainId().orElse(null),
                Hash.of(row.contract(), null),
                row.startBlock(),
                row.cursor(),
                Moment.of(row.updatedAt()),
                row.caughtUpAt().map(Moment::of).orElse(null));
    }

    private static List<Choice> periods(Recorded.Rate rate, PageQuery query) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice(
                "Auto", query.withPeriod(Optional.empty()), query.period().isEmpty()));
        Stream.of(Period.values())
                .map(it -> new Choice(
                        it.title(),
                        query.withPeriod(Optional.of(it)),
                        query.period().isPresent() && it == rate.period()))
                .forEach(choices::add);
        return choices;
    }

    private static Optional<String> note(Recorded.Rate rate) {
        if (!rate.counts().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(rate.times()
                .map(PaymentTimes::last)
                .map(Moment::of)
                .map(last -> "No payment in this time. The newest was made on " + last.date() + " at " + last.time()
                        + " UTC.")
                .orElse("No payment is recorded yet."));
    }

    private static PaymentLine payment(PaymentRow row, PageQuery query) {
        return new PaymentLine(
                row.id(),
                Moment.of(row.burnedAt()),
                row.blockNumber(),
                Hash.of(row.fromAddress(), query.search(row.fromAddress())),
                Digits.of(row.amount()),
                Hash.of(row.digest(), null),
                Hash.of(row.txHash(), query.search(row.txHash())),
                row.blockHash(),
                row.burnIndex(),
                row.logIndex(),
                Moment.of(row.createdAt()),
                row.orphanedAt().map(Moment::of).orElse(null));
    }

    private static RejectedLine rejected(RejectedRow row, PageQuery query) {
        return new RejectedLine(
                row.id(),
                row.blockNumber(),
                row.reason(),
                Hash.of(row.txHash(), query.search(row.txHash())),
                row.burnIndex(),
                row.logIndex(),
                Moment.of(row.createdAt()),
                row.orphanedAt().map(Moment::of).orElse(null));
    }

    /** Only of the newest page, as the others do not change. */
    private static String newest(Recorded recorded) {
        List<PaymentRow> rows = recorded.payments().rows();
        if (recorded.query().before().isPresent() || recorded.query().term().isSearch() || rows.isEmpty()) {
            return "";
        }
        return "Newest payment in block " + rows.get(0).blockNumber() + ".";
    }
}
