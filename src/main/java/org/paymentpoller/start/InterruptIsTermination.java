package org.paymentpoller.start;

import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets SIGINT end the process with the exit code of SIGTERM: the JVM's own 130 would tell a supervisor that a stop by hand
 * had failed.
 */
public final class InterruptIsTermination {

    private static final Logger LOG = LoggerFactory.getLogger(InterruptIsTermination.class);

    private InterruptIsTermination() {}

    /** From now on; the JVM's signals are reached by reflection, because the compiler refuses to name them. */
    public static void register() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object exit = Proxy.newProxyInstance(
                    InterruptIsTermination.class.getClassLoader(),
                    new Class<?>[] {handler},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            System.exit(ShutdownDeadline.TERMINATED);
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), exit);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            LOG.debug("SIGINT keeps its exit code 130", e);
        }
    }
}
