package org.paymentpoller;

import java.util.concurrent.locks.LockSupport;

/** The demo's end when Ctrl-C comes before Spring's shutdown hook, which orders the end, has taken over. */
final class EarlyEnd extends Thread {

    private final DemoServers servers;
    private boolean begun;
    private boolean left;

    EarlyEnd(DemoServers servers) {
        super("early end of the demo");
        this.servers = servers;
    }

    /** From now on Spring's hook ends the servers, unless this one has begun to. */
    synchronized void leaveItToSpring() {
        left = !begun;
    }

    /** Keeps the caller until the JVM is gone, lest it start what is being ended, or complain of what is missing. */
    void stayHereIfBegun() {
        while (hasBegun()) {
            LockSupport.park(this);
        }
    }

    @Override
    public void run() {
        if (begin()) {
            servers.close();
        }
    }

    private synchronized boolean begin() {
        begun = !left;
        return begun;
    }

    private synchronized boolean hasBegun() {
        return begun;
    }
}
