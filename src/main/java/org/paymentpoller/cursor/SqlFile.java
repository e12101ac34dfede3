package org.paymentpoller.cursor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;

/** Reads the statements that Java and the routes share, whose parameters are written {@code :#name} as Camel wants them. */
public final class SqlFile {

    private SqlFile() {}

    /** The statement in {@code sql/<name>.sql}, with its parameters as Spring's JdbcClient wants them. */
    public static String read(String name) {
        try {
            return new ClassPathResource("sql/" + name + ".sql")
                    .getContentAsString(StandardCharsets.UTF_8)
                    .replace(":#", ":");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
