package org.paymentpoller.node;

import okhttp3.OkHttpClient;

/** The HTTP client that all endpoints share: one connection pool, bounded waits, no redirects. */
public final class NodeClient implements AutoCloseable {

    private final OkHttpClient http;
    private final NodeLimits limits;
    private final CallListener listener;

    /** Makes one whose requests nobody hears of. */
    public NodeClient(NodeLimits limits) {
        this(limits, CallListener.NONE);
    }

    public NodeClient(NodeLimits limits, CallListener listener) {
        this.limits = limits;
        this.listener = listener;
        this.http = new OkHttpClient.Builder()
                .connectTimeout(limits.connectTimeout())
                .readTimeout(limits.readTimeout())
                .writeTimeout(limits.readTimeout())
                // A key must not follow a redirect to another host.
                .followRedirects(false)
                .build();
    }

    /** JSON-RPC with an endpoint until a deadline. */
    public JsonRpcHttp to(Endpoint endpoint, Deadline deadline) {
        return new JsonRpcHttp(endpoint, http, limits.maxAnswerBytes(), deadline, listener);
    }

    public NodeLimits limits() {
        return limits;
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }
}
