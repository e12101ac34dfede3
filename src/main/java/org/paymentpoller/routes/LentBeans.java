package org.paymentpoller.routes;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/** The beans of the running Camel for one that only tries routes, given back as they were: whoever uses a bean may make it its own. */
final class LentBeans implements BeanRepository, AutoCloseable {

    private final Registry beans;
    private final IdentityHashMap<CamelContextAware, CamelContext> owners = new IdentityHashMap<>();

    LentBeans(CamelContext owner) {
        this.beans = owner.getRegistry();
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        return lend(beans.lookupByName(name));
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        return lend(beans.lookupByNameAndType(name, type));
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        Map<String, T> found = beans.findByTypeWithName(type);
        found.values().forEach(this::lend);
        return found;
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        Set<T> found = beans.findByType(type);
        found.forEach(this::lend);
        return found;
    }

    private <T> @Nullable T lend(@Nullable T bean) {
        if (bean instanceof CamelContextAware aware && aware.getCamelContext() != null) {
            owners.putIfAbsent(aware, aware.getCamelContext());
        }
        return bean;
    }

    @Override
    public void close() {
        owners.forEach((bean, owner) -> {
            if (bean.getCamelContext() != owner) {
                bean.setCamelContext(owner);
            }
        });
    }
}
