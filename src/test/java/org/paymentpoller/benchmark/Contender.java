package org.paymentpoller.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who reads the chain, each as a process of its own. */
enum Contender {
    /** {@link Limit}. */
    LIMIT,
    /** {@link HandWrittenLoop}. */
    LOOP,
    /** As it ships. */
    APPLICATION;

    List<String> command(Application application) {
        if (this == APPLICATION) {
            return application.command();
        }
        List<String> command = new ArrayList<>(List.of(Application.java()));
        command.addAll(List.of("-Xmx" + (this == LIMIT ? "2g" : "256m"), "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add((this == LIMIT ? Limit.class : HandWrittenLoop.class).getName());
        return command;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
