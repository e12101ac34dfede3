package org.paymentpoller.console;

import org.paymentpoller.operations.Actor;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The console's user where a request is served, and else the operating system's: of local JMX and of the command line. */
public final class ActingUser implements Actor {

    @Override
    public String name() {
        Authentication user = SecurityContextHolder.getContext().getAuthentication();
        return user != null ? "console:" + user.getName() : "os:" + System.getProperty("user.name");
    }
}
