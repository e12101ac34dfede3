package org.paymentpoller.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.history.PageKey;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What is looked at, as it stands in the page's address; what is empty is as it is at first.
 *
 * @param term what is searched
 * @param watch the watch whose payments are shown; empty: this application's own
 * @param period of the plot; empty: one that fits
 * @param before the page of payments, by where the newer one ended; empty: the newest
 * @param rejectedBefore the same of rejected events
 * @param notices what in the address is wrong, and what is shown instead
 */
record PageQuery(
        SearchTerm term,
        Optional<String> watch,
        Optional<Period> period,
        Optional<PageKey> before,
        Optional<PageKey> rejectedBefore,
        List<String> notices) {

    static PageQuery parse(
            @Nullable String q,
            @Nullable String watch,
            @Nullable String period,
            @Nullable String before,
            @Nullable String rejectedBefore) {
        List<String> notices = new ArrayList<>();
        return new PageQuery(
                SearchTerm.parse(given(q).orElse("")),
                given(watch),
                given(period).flatMap(word -> Period.parse(word, notices)),
                given(before).flatMap(token -> key("before", token, notices)),
                given(rejectedBefore).flatMap(token -> key("rejected", token, notices)),
                notices);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(it -> !it.isBlank());
    }

    private static Optional<PageKey> key(String name, String token, List<String> notices) {
        Optional<PageKey> key = PageKey.parse(token);
        if (key.isEmpty()) {
            notices.add("The address names no page in “" + name + "”: the newest is shown.");
        }
        return key;
    }

    /** The same without a watch that is not there. */
    PageQuery ofOwnWatch() {
        List<String> told = new ArrayList<>(notices);
        told.add("There is no watch “" + watch.orElse("") + "” in block_cursors: this application's own is shown.");
        return new PageQuery(term, Optional.empty(), period, before, rejectedBefore, told);
    }

    /** Where another watch's payments are. */
    String ofWatch(Optional<String> other) {
        return link("", other, period, Optional.empty(), Optional.empty(), "");
    }

    /** Where the payments of an account or a transaction are. */
    String search(String text) {
        return link(text, watch, period, Optional.empty(), Optional.empty(), "#payments");
    }

    /** Where nothing is searched. */
    String everything() {
        return link("", watch, period, Optional.empty(), Optional.empty(), "");
    }

    /** The same with another period. */
    String withPeriod(Optional<Period> other) {
        return link(term.typed(), watch, other, before, rejectedBefore, "#over-time");
    }

    /** The same with another page of payments. */
    String withBefore(Optional<PageKey> key) {
        return link(term.typed(), watch, period, key, rejectedBefore, "#payments");
    }

    /** The same with another page of rejected events. */
    String withRejectedBefore(Optional<PageKey> key) {
        return link(term.typed(), watch, period, before, key, "#rejected");
    }

    /** Relative to the page, so that it is right behind any proxy. */
    private static String link(
            String text,
            Optional<String> watch,
            Optional<Period> period,
            Optional<PageKey> before,
            Optional<PageKey> rejectedBefore,
            String section) {
        UriComponentsBuilder link = UriComponentsBuilder.newInstance();
        if (!text.isEmpty()) {
            link.queryParam("q", "{q}");
        }
        watch.ifPresent(id -> link.queryParam("watch", "{watch}"));
        period.ifPresent(it -> link.queryParam("period", it.word()));
        before.ifPresent(key -> link.queryParam("before", key.token()));
        rejectedBefore.ifPresent(key -> link.queryParam("rejected", key.token()));
        String query = link.encode()
                .buildAndExpand(java.util.Map.of("q", text, "watch", watch.orElse("")))
                .toUriString();
        return (query.isEmpty() ? "?" : query) + section;
    }
}
