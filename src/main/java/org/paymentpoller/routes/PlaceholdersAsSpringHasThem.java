package org.paymentpoller.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spring.boot.CamelContextConfiguration;

/**
 * Has the routes read a setting where the beans read it. Camel would look into the environment first, Spring last, and so lock
 * another watch than the one that a command-line argument names. (Camel documentation, Properties component.)
 */
class PlaceholdersAsSpringHasThem implements CamelContextConfiguration {

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        PropertiesComponent placeholders = (PropertiesComponent) camel.getPropertiesComponent();
        placeholders.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_FALLBACK);
        placeholders.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_FALLBACK);
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {}
}
