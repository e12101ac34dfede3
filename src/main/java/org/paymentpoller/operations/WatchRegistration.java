package org.paymentpoller.operations;

import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.jspecify.annotations.Nullable;

/** Puts the watch among Camel's MBeans, where Hawtio shows it; Camel takes it away again when it stops. */
public class WatchRegistration implements CamelContextConfiguration {

    private final ManagedWatch watch;
    private final String cursorId;

    public WatchRegistration(ManagedWatch watch, String cursorId) {
        this.watch = watch;
        this.cursorId = cursorId;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // Its agent is not started yet.
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        ManagementStrategy strategy = camel.getManagementStrategy();
        @Nullable ManagementAgent agent = strategy.getManagementAgent();
        if (agent == null) {
            return;
        }
        try {
            ObjectName context = strategy.getManagementObjectNameStrategy().getObjectNameForCamelContext(camel);
            agent.register(
                    watch,
                    new ObjectName(context.getDomain() + ":context=" + context.getKeyProperty("context")
                            + ",type=watches,name=" + ObjectName.quote(cursorId)));
        } catch (JMException e) {
            throw new IllegalStateException("The watch cannot be managed: " + e.getMessage(), e);
        }
    }
}
