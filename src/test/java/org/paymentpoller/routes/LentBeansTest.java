package org.paymentpoller.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.throttling.ThrottlingInflightRoutePolicy;
import org.junit.jupiter.api.Test;

class LentBeansTest {

    @Test
    void aBeanBelongsToItsCamelAgainWhoeverHadItMeanwhile() throws Exception {
        try (CamelContext owner = new DefaultCamelContext();
                CamelContext borrower = new DefaultCamelContext()) {
            ThrottlingInflightRoutePolicy bean = new ThrottlingInflightRoutePolicy();
            owner.getRegistry().bind("known", bean);
            bean.setCamelContext(owner);

            try (LentBeans lent = new LentBeans(owner)) {
                assertThat(lent.lookupByName("known")).isSameAs(bean);
                bean.setCamelContext(borrower);
            }

            assertThat(bean.getCamelContext()).isSameAs(owner);
        }
    }
}
