package org.paymentpoller.start;

import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/**
 * Loads the library that computes Keccak-256 beside the first question to the node, on the thread that started the application
 * and has nothing else left to do. Its jar is signed, and the first class that is taken from it has the JVM check the signature
 * of all that it holds: some 0.1 s that the first window would wait for.
 */
@Component
public class HashLibrary implements ApplicationListener<ApplicationStartedEvent> {

    // Not by way of the library's caller: an AOT cache that holds that one has the JVM load this library before main
    // begins.
    @Override
    public void onApplicationEvent(ApplicationStartedEvent started) {
        new Keccak.Digest256().digest();
    }
}
