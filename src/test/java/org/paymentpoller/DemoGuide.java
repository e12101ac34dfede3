package org.paymentpoller;

import java.net.URI;
import org.springframework.core.env.Environment;

/** What the person at the screen can look at. */
final class DemoGuide {

    private DemoGuide() {}

    static String of(Environment environment) {
        String jdbcUrl = environment.getRequiredProperty("spring.datasource.url");
        URI database = URI.create(jdbcUrl.substring("jdbc:".length()));
        String web = "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port");
        return """

                ------------------------------------------------------------------------
                 The demo runs. Burns happen every second or two; the log tells of each
                 payment.

                 Page       %s/
                 Payments   psql postgresql://%s:%s@%s%s \\
                              -c 'SELECT * FROM payments ORDER BY id DESC LIMIT 10'
                            or any other client of PostgreSQL: %s
                 Health     %s/actuator/health
                 Console    %s/actuator/hawtio   (operator / %s)
                 Chain      %s   contract %s
                 End        Ctrl-C
                ------------------------------------------------------------------------
                """.formatted(
                        web,
                        environment.getRequiredProperty("spring.datasource.username"),
                        environment.getRequiredProperty("spring.datasource.password"),
                        database.getAuthority(),
                        database.getPath(),
                        jdbcUrl,
                        web,
                        web,
                        environment.getRequiredProperty("poller.console.operator-password"),
                        environment.getRequiredProperty("poller.rpc-url"),
                        environment.getRequiredProperty("poller.burn-contract-address"));
    }
}
