package org.paymentpoller.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * A GET by which Jolokia could do more than read. A link or an image on another site can send it with an operator's login, and
 * no CSRF token is asked for a GET. Jolokia takes the same request from the path and from the parameter {@code p}.
 */
final class ActingByGet implements RequestMatcher {

    private final Pattern reading;
    private final String jolokia;

    /**
     * @param jolokia the path of Jolokia, without a slash at its end
     */
    ActingByGet(String jolokia) {
        this.jolokia = jolokia;
        this.reading = Pattern.compile(Pattern.quote(jolokia) + "(/?|/(version|list|read|search)(/.*)?)");
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith(jolokia)
                && !request.getMethod().equals("POST")
                && (request.getParameter("p") != null || !reading.matcher(path).matches());
    }
}
