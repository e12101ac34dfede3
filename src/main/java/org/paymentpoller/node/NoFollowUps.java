package org.paymentpoller.node;

import java.io.IOException;
import java.util.regex.Pattern;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Leaves it to the poller when an endpoint is asked again: after HTTP 408 and 503 OkHttp sends a request once more by itself,
 * depending on {@code Retry-After}, and breaks at more seconds than an int holds. Where there is something in that header
 * that it does not take for a number, it sends nothing.
 */
final class NoFollowUps implements Interceptor {

    private static final String HEADER = "Retry-After";
    private static final Pattern DIGITS = Pattern.compile("\\d++");

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        String wish = response.header(HEADER, "");
        // A fraction is as many seconds to the poller.
        return wish.isEmpty() || DIGITS.matcher(wish).matches()
                ? response.newBuilder()
                        .header(HEADER, wish.isEmpty() ? "" : wish + ".0")
                        .build()
                : response;
    }
}
