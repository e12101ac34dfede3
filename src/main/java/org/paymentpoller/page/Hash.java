package org.paymentpoller.page;

import org.jspecify.annotations.Nullable;

/**
 * A hash or an address: whole in the page, of which the style hides the middle where there is no room.
 *
 * @param text whole
 * @param head what may be cut
 * @param tail what is always seen
 * @param href where it leads; null: nowhere
 */
record Hash(String text, String head, String tail, @Nullable String href) {

    private static final int SEEN = 6;

    static Hash of(String text, @Nullable String href) {
        int cut = Math.max(0, text.length() - SEEN);
        return new Hash(text, text.substring(0, cut), text.substring(cut), href);
    }
}
