package org.paymentpoller;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.context.ConfigurableApplicationContext;

/** Follows the application's start, to hand the demo's end over and to tell when there is something to see. */
final class DemoRun implements SpringApplicationRunListener {

    private final EarlyEnd earlyEnd;

    DemoRun(EarlyEnd earlyEnd) {
        this.earlyEnd = earlyEnd;
    }

    @Override
    public void contextLoaded(ConfigurableApplicationContext context) {
        earlyEnd.stayHereIfBegun();
        // The context's refresh is the first moment at which Spring's hook is sure to know the context, and a
        // post-processor of
        // this kind comes first in it.
        BeanDefinitionRegistryPostProcessor takeover = registry -> earlyEnd.leaveItToSpring();
        context.addBeanFactoryPostProcessor(takeover);
    }

    @Override
    public void ready(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
        System.out.println(DemoGuide.of(context.getEnvironment()));
    }
}
