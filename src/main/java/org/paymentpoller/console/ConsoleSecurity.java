package org.paymentpoller.console;

import io.hawt.jmx.JMXSecurityMBean;
import jakarta.servlet.DispatcherType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import javax.management.StandardMBean;
import org.paymentpoller.settings.PollerSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jmx.export.MBeanExporter;
import org.springframework.jmx.support.RegistrationPolicy;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.cors.CorsUtils;

/**
 * Hawtio and Jolokia are for a viewer, who reads, and for an operator, who also acts; off where neither has a password. What the
 * two may do behind them is the {@link ConsolePolicy}'s. The status page and the API, which only read, ask for a login where
 * anyone can log in, unless a setting opens them; whatever else is served always needs one.
 */
@Configuration(proxyBeanMethods = false)
public class ConsoleSecurity {

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleSecurity.class);

    private static final String OFF = "The console is off; set POLLER_CONSOLE_OPERATOR_PASSWORD to switch it on";
    private static final String[] PEOPLE = {Role.VIEWER, Role.OPERATOR};
    private static final String ACTUATOR = "/actuator";
    private static final String API = "/api";
    private static final String HEALTH = "/actuator/health";
    private static final String PROMETHEUS = "/actuator/prometheus";
    private static final String HAWTIO = "/actuator/hawtio";
    private static final String JOLOKIA = "/actuator/jolokia";

    private static final String[] PAGES = {"/", API, API + "/**"};

    /** Libraries, styles and icons of the page, the same for everybody. */
    private static final String[] ASSETS = {"/webjars/**", "/assets/**", "/favicon.ico", "/favicon.svg"};

    /** Hawtio's own pages could do nothing under it. Stylesheets bring small drawings as data. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final RequestMatcher ANY_OF_THE_ACTUATOR =
            PathPatternRequestMatcher.withDefaults().matcher(ACTUATOR + "/**");
    private static final RequestMatcher READING =
            new OrRequestMatcher(path(HttpMethod.GET, "/**"), path(HttpMethod.HEAD, "/**"));

    @Bean
    SecurityFilterChain httpIsForThoseWhoMay(HttpSecurity http, PollerSettings settings) throws Exception {
        PollerSettings.Console console = settings.console();
        http.authorizeHttpRequests(requests -> {
            requests.requestMatchers(HEALTH, HEALTH + "/**").permitAll();
            if (console.anonymousPrometheus()) {
                requests.requestMatchers(PROMETHEUS).permitAll();
            }
            // What refused or did not find has decided already.
            requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
            // A browser names the origin of a page that is not ours.
            requests.requestMatchers(CorsUtils::isCorsRequest).denyAll();
            if (console.isOn()) {
                requests.requestMatchers(new ActingByGet(JOLOKIA)).denyAll();
                requests.requestMatchers(HAWTIO, HAWTIO + "/**", JOLOKIA, JOLOKIA + "/**", PROMETHEUS)
                        .hasAnyRole(PEOPLE);
            }
            requests.requestMatchers(ACTUATOR, ACTUATOR + "/**").denyAll();
            requests.requestMatchers(new NegatedRequestMatcher(READING)).denyAll();
            requests.requestMatchers(ASSETS).permitAll();
            if (!console.isOn() || console.anonymousPage()) {
                requests.requestMatchers(PAGES).permitAll();
            }
            // An operator's own routes may serve what is not for everybody.
            if (console.isOn()) {
                requests.anyRequest().hasAnyRole(PEOPLE);
            } else {
                requests.anyRequest().denyAll();
            }
        });
        http.headers(headers -> headers.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                new NegatedRequestMatcher(ANY_OF_THE_ACTUATOR),
                new ContentSecurityPolicyHeaderWriter(CONTENT_SECURITY_POLICY))));
        CsrfTokenRequestAttributeHandler tokenForEveryAnswer = new CsrfTokenRequestAttributeHandler();
        tokenForEveryAnswer.setCsrfRequestAttributeName(null);
        // Hawtio reads the token from this cookie and sends it back in a header.
        http.csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                .csrfTokenRequestHandler(tokenForEveryAnswer));
        if (console.isOn()) {
            loginByFormOrBasic(http);
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

    /** People have a form and a session, tools HTTP basic; only who asks for a page is sent to the form. */
    private static void loginByFormOrBasic(HttpSecurity http) throws Exception {
        MediaTypeRequestMatcher html = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
        html.setIgnoredMediaTypes(Set.of(MediaType.ALL));
        RequestMatcher hawtiosOwn = new AndRequestMatcher(
                path(HttpMethod.GET, HAWTIO + "/**"),
                new NegatedRequestMatcher(path(HttpMethod.GET, HAWTIO + "/jolokia/**")));
        RequestMatcher ours = new AndRequestMatcher(
                path(HttpMethod.GET, "/**"),
                new NegatedRequestMatcher(
                        new OrRequestMatcher(ANY_OF_THE_ACTUATOR, path(HttpMethod.GET, API + "/**"))));
        RequestMatcher page = new AndRequestMatcher(html, new OrRequestMatcher(hawtiosOwn, ours));
        BasicAuthenticationEntryPoint challenge = new BasicAuthenticationEntryPoint();
        challenge.setRealmName("payment-poller");
        http.exceptionHandling(handling -> handling
                // Where Hawtio's session has ended, Hawtio sends its user to the form; a challenge would open the
                // browser's dialog.
                .defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                        new RequestHeaderRequestMatcher("X-XSRF-TOKEN"))
                .defaultAuthenticationEntryPointFor(challenge, new NegatedRequestMatcher(page)));
        // The page that the form came in the way of; tools must get no session by asking.
        HttpSessionRequestCache wanted = new HttpSessionRequestCache();
        wanted.setRequestMatcher(page);
        wanted.setMatchingRequestParameterName(null);
        http.requestCache(cache -> cache.requestCache(wanted));
        http.httpBasic(basic -> basic.authenticationEntryPoint(challenge));
        http.formLogin(form -> form.defaultSuccessUrl("/"));
        // Hawtio logs out by following a link.
        http.logout(logout -> logout.logoutRequestMatcher(
                new OrRequestMatcher(path(HttpMethod.GET, HAWTIO + "/auth/logout"), path(HttpMethod.POST, "/logout"))));
        http.addFilterAfter(new LoggedInUser(HAWTIO + "/user"), AuthorizationFilter.class);
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
    }

    /**
     * The passwords stay as they came from the environment: hashing them in memory would protect nothing. By its method alone,
     * because Spring Security would have users' passwords hashed at each login by what can also change them, and BCrypt takes
     * none of more than 72 bytes.
     */
    @Bean
    UserDetailsService consoleUsers(PollerSettings settings) {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        add(users, Role.VIEWER, settings.console().viewerPassword());
        add(users, Role.OPERATOR, settings.console().operatorPassword());
        return name -> users.loadUserByUsername(name);
    }

    @Bean
    ConsolePolicy consolePolicy() {
        return new ConsolePolicy();
    }

    /** Where Hawtio looks for it, in the domain that the policy shows. */
    @Bean
    MBeanExporter offeredOperations(ConsolePolicy policy, @Value("${camel.main.name}") String camel) {
        MBeanExporter exporter = new MBeanExporter();
        // Another application of the same JVM and name is no reason not to start.
        exporter.setRegistrationPolicy(RegistrationPolicy.REPLACE_EXISTING);
        exporter.setBeans(Map.of(
                "org.apache.camel:context=" + camel + ",type=security,area=jmx,name=console",
                new StandardMBean(new OfferedOperations(policy), JMXSecurityMBean.class, false)));
        return exporter;
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
