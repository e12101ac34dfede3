package org.paymentpoller.operations;

import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.RuntimeOperationsException;
import org.jspecify.annotations.Nullable;
import org.paymentpoller.fixture.Replica;

/** A replica's watch as a local JMX client has it. */
final class WatchByJmx {

    private final ObjectName name;

    private WatchByJmx(ObjectName name) {
        this.name = name;
    }

    static WatchByJmx of(Replica replica) {
        try {
            return new WatchByJmx(new ObjectName("org.apache.camel:context="
                    + replica.camel().getManagementName() + ",type=watches,name=\"payment-poller\""));
        } catch (JMException e) {
            throw new IllegalArgumentException(e);
        }
    }

    ObjectName name() {
        return name;
    }

    String pause(@Nullable String reason) {
        return call("pause", new Class<?>[] {String.class}, reason);
    }

    String resume() {
        return call("resume", new Class<?>[0]);
    }

    String rewindTo(long block, String reason) {
        return call("rewindTo", new Class<?>[] {long.class, String.class}, block, reason);
    }

    String replay(long from, long to) {
        return call("replay", new Class<?>[] {long.class, long.class}, from, to);
    }

    String verify(long from, long to) {
        return call("verify", new Class<?>[] {long.class, long.class}, from, to);
    }

    String acceptReorganisation(long block, String reason) {
        return call("acceptReorganisation", new Class<?>[] {long.class, String.class}, block, reason);
    }

    @Nullable
    Object attribute(String attribute) {
        try {
            return ManagementFactory.getPlatformMBeanServer().getAttribute(name, attribute);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    /** The operation's own exception, out of what JMX wraps around it. */
    private String call(String operation, Class<?>[] types, @Nullable Object... arguments) {
        String[] signature = Stream.of(types).map(Class::getName).toArray(String[]::new);
        try {
            return (String) ManagementFactory.getPlatformMBeanServer().invoke(name, operation, arguments, signature);
        } catch (RuntimeMBeanException e) {
            throw e.getTargetException();
        } catch (RuntimeOperationsException e) {
            throw e.getTargetException();
        } catch (MBeanException e) {
            if (e.getTargetException() instanceof RuntimeException own) {
                throw own;
            }
            throw new AssertionError(e);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
