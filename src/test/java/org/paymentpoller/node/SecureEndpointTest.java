package org.paymentpoller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthChainId;

@Timeout(60)
class SecureEndpointTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final String PASSWORD = "changeit";
    private static final JsonMapper JSON = new JsonMapper();

    private Path keys;
    private HttpsServer server;

    @BeforeEach
    void startWithACertificateOfItsOwn(@TempDir Path folder) throws Exception {
        keys = folder.resolve("keys.p12");
        makeKeys(keys);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(withKeys(keys)));
        server.createContext("/", SecureEndpointTest::answer);
        server.start();
    }

    @AfterEach
    void end() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
        server.stop(0);
    }

    @Test
    void aCertificateThatIsTrustedIsEnough() throws IOException {
        System.setProperty(TRUST_STORE, keys.toString());
        System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);

        assertThat(chainId()).isEqualTo("0x7a69");
    }

    @Test
    void aCertificateThatNobodyKnowsIsNotBelieved() {
        assertThat(catchThrowable(this::chainId))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith(
                        "endpoint 1 shows a certificate that is not believed (PKIX path building failed: ")
                .hasMessageEndingWith(
                        "); if it is the right one, start with JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=<a file with its issuer>");
    }

    private String chainId() throws IOException {
        String url = "https://localhost:" + server.getAddress().getPort();
        Duration wait = Duration.ofSeconds(20);
        try (NodeClient client = new NodeClient(new NodeLimits(wait, wait, wait, 1 << 16))) {
            JsonRpcHttp http = client.to(
                    new Endpoint(NodeEndpoint.parseAll(url).get(0), 1000, Clock.systemUTC()), Deadline.in(wait));
            return new Request<>("eth_chainId", List.of(), http, EthChainId.class)
                    .send()
                    .getResult();
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        JsonNode question = JSON.readTree(exchange.getRequestBody());
        byte[] answer = "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":\"0x7a69\"}"
                .formatted(question.path("id"))
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static void makeKeys(Path file) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    private static SSLContext withKeys(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
