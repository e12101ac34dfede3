package org.paymentpoller.node;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okhttp3.Credentials;
import okhttp3.HttpUrl;

/**
 * One JSON-RPC endpoint. Its URL may carry a key or credentials, so whatever is shown uses {@link #label}.
 *
 * @param label how the endpoint is named to people: {@code endpoint 1}, by its place in POLLER_RPC_URL
 * @param url without user name and password
 * @param authorization value of the Authorization header, where the URL carried credentials
 * @param secrets parts of the URL that must not be shown, longest first
 */
public record NodeEndpoint(String label, HttpUrl url, Optional<String> authorization, List<String> secrets) {

    /** Of the path and the names in the query: shorter ones are words that messages have too. */
    private static final int SHORTEST_WORD = 6;

    private static final int SHORTEST_VALUE = 3;

    private static final String BASIC = "Basic ";

    /**
     * Reads POLLER_RPC_URL.
     *
     * @param urls comma separated, in order of preference
     * @return at least one endpoint
     * @throws IllegalArgumentException when an entry is no http or https URL; the message does not show it
     */
    public static List<NodeEndpoint> parseAll(String urls) {
        List<NodeEndpoint> endpoints = new ArrayList<>();
        for (String text : urls.split(",", -1)) {
            String label = "endpoint " + (endpoints.size() + 1);
            HttpUrl url = HttpUrl.parse(text.strip());
            if (url == null) {
                throw new IllegalArgumentException(label + " is not an http or https URL");
            }
            endpoints.add(of(label, url));
        }
        return List.copyOf(endpoints);
    }

    private static NodeEndpoint of(String label, HttpUrl url) {
        Optional<String> authorization =
                url.username().isEmpty() && url.password().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Credentials.basic(url.username(), url.password(), StandardCharsets.UTF_8));
        HttpUrl shownToNode = url.newBuilder().username("").password("").build();
        return new NodeEndpoint(label, shownToNode, authorization, secretsOf(url, authorization));
    }

    /** As they are and as they are written in a URL, since an answer may quote either; a password however short it is. */
    private static List<String> secretsOf(HttpUrl url, Optional<String> authorization) {
        Set<String> parts = new LinkedHashSet<>();
        parts.addAll(url.pathSegments());
        parts.addAll(url.encodedPathSegments());
        String query = url.encodedQuery();
        if (query != null) {
            parts.addAll(Arrays.asList(query.split("[&=]")));
        }
        parts.add(url.host());
        parts.removeIf(part -> part.length() < SHORTEST_WORD);
        parts.add(url.username());
        parts.add(url.encodedUsername());
        for (int i = 0; i < url.querySize(); i++) {
            String value = url.queryParameterValue(i);
            parts.add(value == null ? url.queryParameterName(i) : value);
        }
        parts.removeIf(part -> part.length() < SHORTEST_VALUE);
        parts.add(url.password());
        parts.add(url.encodedPassword());
        authorization.ifPresent(value -> parts.add(value.substring(BASIC.length())));
        parts.removeIf(String::isEmpty);
        return parts.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The text on one clean line, without what the URL carries, for messages and logs. */
    public String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "***");
        }
        return NodeText.clean(redacted);
    }

    @Override
    public String toString() {
        return label;
    }
}
