package org.paymentpoller.start;

import java.util.List;
import org.paymentpoller.settings.SettingsProblems;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Refuses wrong settings before a bean is made, all of them at once. */
class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        List<String> problems = SettingsProblems.find(context.getEnvironment());
        if (!problems.isEmpty()) {
            throw new StartRefusedException(problems);
        }
    }
}
