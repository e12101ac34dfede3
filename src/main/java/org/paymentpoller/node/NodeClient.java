package org.paymentpoller.node;

import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The HTTP client that all endpoints share: one connection pool, bounded waits, no redirects, no repetitions. */
public final class NodeClient implements AutoCloseable {

    private final OkHttpClient plain;
    private final NodeLimits limits;
    private final CallListener listener;
    private @Nullable OkHttpClient secure;

    /** Makes one whose requests nobody hears of. */
    public NodeClient(NodeLimits limits) {
        this(limits, CallListener.NONE);
    }

    public NodeClient(NodeLimits limits, CallListener listener) {
        this.limits = limits;
        this.listener = listener;
        this.plain = new OkHttpClient.Builder()
                .connectTimeout(limits.connectTimeout())
                .readTimeout(limits.readTimeout())
                .writeTimeout(limits.readTimeout())
                // A key must not follow a redirect to another host.
                .followRedirects(false)
                .addNetworkInterceptor(new NoFollowUps())
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .build();
    }

    /** JSON-RPC with an endpoint until a deadline. */
    public JsonRpcHttp to(Endpoint endpoint, Deadline deadline) {
        OkHttpClient http = endpoint.address().url().isHttps() ? secure() : plain;
        return new JsonRpcHttp(endpoint, http, limits.maxAnswerBytes(), deadline, listener);
    }

    /** Made for the first endpoint that needs it, because the certificates to trust take a while to load. */
    private synchronized OkHttpClient secure() {
        if (secure == null) {
            secure = plain.newBuilder()
                    .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS))
                    .build();
        }
        return secure;
    }

    public NodeLimits limits() {
        return limits;
    }

    @Override
    public void close() {
        plain.dispatcher().executorService().shutdown();
        plain.connectionPool().evictAll();
    }
}
