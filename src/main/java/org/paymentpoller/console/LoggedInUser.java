package org.paymentpoller.console;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells Hawtio who is logged in. Hawtio's own answer is "public" for everybody where its own login is off, and to the public it
 * offers no way to log out.
 */
final class LoggedInUser extends OncePerRequestFilter {

    private final String path;

    /**
     * @param path where Hawtio asks
     */
    LoggedInUser(String path) {
        this.path = path;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().equals(request.getContextPath() + path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Principal user = request.getUserPrincipal();
        if (user == null) {
            chain.doFilter(request, response);
            return;
        }
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        // A role's name, so nothing in it has to be escaped.
        response.getWriter().write('"' + user.getName() + '"');
    }
}
