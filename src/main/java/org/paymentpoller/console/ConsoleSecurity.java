package org.paymentpoller.console;

import java.nio.charset.StandardCharsets;
import org.paymentpoller.settings.PollerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.web.cors.CorsUtils;

/**
 * Hawtio and Jolokia are for a viewer, who reads, and for an operator, who also acts; off where neither has a password. What the
 * two may do behind them is the {@link ConsolePolicy}'s.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSecurity.class);

    private static final String OFF = "The console is off; set POLLER_CONSOLE_OPERATOR_PASSWORD to switch it on";
    private static final String[] PEOPLE = {Role.VIEWER, Role.OPERATOR};
    private static final String HEALTH = "/actuator/health";
    private static final String PROMETHEUS = "/actuator/prometheus";
    private static final String HAWTIO = "/actuator/hawtio";
    private static final String JOLOKIA = "/actuator/jolokia";

    @Bean
    SecurityFilterChain httpIsForThoseWhoMay(HttpSecurity http, PollerSettings settings) throws Exception {
        PollerSettings.Console console = settings.console();
        http.authorizeHttpRequests(requests -> {
            requests.requestMatchers(HEALTH, HEALTH + "/**").permitAll();
            if (console.anonymousPrometheus()) {
                requests.requestMatchers(PROMETHEUS).permitAll();
            }
            // A browser names the origin of a page that is not ours.
            requests.requestMatchers(CorsUtils::isCorsRequest).denyAll();
            if (console.isOn()) {
                requests.requestMatchers(new ActingByGet(JOLOKIA)).denyAll();
                requests.requestMatchers(HAWTIO, HAWTIO + "/**", JOLOKIA, JOLOKIA + "/**", PROMETHEUS)
                        .hasAnyRole(PEOPLE);
            }
            requests.anyRequest().denyAll();
        });
        CsrfTokenRequestAttributeHandler tokenForEveryAnswer = new CsrfTokenRequestAttributeHandler();
        tokenForEveryAnswer.setCsrfRequestAttributeName(null);
        // Hawtio reads the token from this cookie and sends it back in a header.
        http.csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                .csrfTokenRequestHandler(tokenForEveryAnswer));
        if (console.isOn()) {
            http.httpBasic(Customizer.withDefaults());
        } else {
            LOG.info(OFF);
            http.exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, refusal) -> {
                response.setStatus(HttpStatus.FORBIDDEN.value());
                response.setContentType("text/plain;charset=UTF-8");
                response.getOutputStream().write(OFF.getBytes(StandardCharsets.UTF_8));
            }));
        }
        return http.build();
    }

    /** The passwords stay as they came from the environment: hashing them in memory would protect nothing. */
    @Bean
    UserDetailsService consoleUsers(PollerSettings settings) {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        add(users, Role.VIEWER, settings.console().viewerPassword());
        add(users, Role.OPERATOR, settings.console().operatorPassword());
        return users;
    }

    @Bean
    ConsolePolicy consolePolicy() {
        return new ConsolePolicy();
    }

    private static void add(InMemoryUserDetailsManager users, String name, String password) {
        if (!password.isBlank()) {
            users.createUser(User.withUsername(name)
                    .password("{noop}" + password)
                    .roles(name)
                    .build());
        }
    }
}
