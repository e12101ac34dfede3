package org.paymentpoller.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.paymentpoller.ledger.BlockWindow;
import org.paymentpoller.node.Deadline;
import org.paymentpoller.node.Endpoint;
import org.paymentpoller.node.JsonRpcHttp;
import org.paymentpoller.node.NodeEndpoint;
import org.paymentpoller.node.NodeException;
import org.paymentpoller.node.ScriptedNode;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthBlock;

/** An honest answer that was spoilt on its way is either read as the honest one or is the node's fault, and never less. */
class MutatedAnswersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final MediaType MEDIA_TYPE = MediaType.get("application/json");
    private static final BlockWindow WINDOW = new BlockWindow(10, 14);
    private static final LogsRequest ASKED = new LogsRequest(TestChain.CONTRACT, BurnEvent.TOPIC0, WINDOW);

    /** None of them is a value that the field in its place may honestly have. */
    private static final List<String> JUNK = List.of(
            "null",
            "{}",
            "[null]",
            "[[]]",
            "[{}]",
            "-1",
            "-1.5",
            "1e400",
            "123456789012345678901234567890.5",
            "\"\"",
            "\"zz\"",
            "\"0x\\u0000\"",
            "\"0xg\"",
            "\"0x1ffffffffffffffffffffffffffffffff\"",
            "{\"error\":null}",
            "[".repeat(600) + "]".repeat(600));

    private static final String STRUCTURE = "{}[]\",: \u0000<\\\u2028";

    @Provide
    Arbitrary<UnaryOperator<String>> mutations() {
        return Arbitraries.randomValue(random -> mutation(random.nextLong()));
    }

    @Property(tries = 400)
    void theLogsOfAWindowAreTheHonestOnesOrTheNodesFault(@ForAll("mutations") UnaryOperator<String> mutation)
            throws IOException {
        WindowLogs honest = ask(UnaryOperator.identity());
        List<WindowLogs> read = new ArrayList<>();

        Throwable failure = catchThrowable(() -> read.add(ask(mutation)));

        if (failure == null) {
            assertThat(read.get(0).agreesWith(honest)).isTrue();
            assertThat(read.get(0).before()).isEqualTo(honest.before());
            assertThat(read.get(0)).hasSize(3);
        } else {
            assertThat(failure).isInstanceOf(NodeException.class).hasMessageStartingWith("endpoint 1 ");
        }
    }

    @Property
    void theHeadIsTheHonestOneOrTheNodesFault(@ForAll("mutations") UnaryOperator<String> mutation) throws IOException {
        List<SafeHead> read = new ArrayList<>();

        Throwable failure = catchThrowable(() -> read.add(askHead(mutation)));

        if (failure == null) {
            assertThat(read.get(0).getNumber()).isEqualTo(14);
            assertThat(read.get(0).getHash()).isEqualTo(TestChain.blockHash(14));
            assertThat(read.get(0).chainId()).isEqualTo(TestChain.CHAIN_ID);
        } else {
            assertThat(failure).isInstanceOf(NodeException.class).hasMessageStartingWith("endpoint 1 ");
        }
    }

    private static WindowLogs ask(UnaryOperator<String> mutation) throws IOException {
        Endpoint endpoint = endpoint();
        return new WindowLogsQuestion(endpoint.address(), http(endpoint, mutation)).ask(ASKED);
    }

    private static SafeHead askHead(UnaryOperator<String> mutation) throws IOException {
        Endpoint endpoint = endpoint();
        JsonRpcHttp http = http(endpoint, mutation);
        return new SafeHeadQuestion(endpoint.address(), http)
                .ask(new Request<>(
                        "eth_getBlockByNumber",
                        List.of(DefaultBlockParameterName.LATEST, false),
                        http,
                        EthBlock.class));
    }

    private static Endpoint endpoint() {
        return new Endpoint(NodeEndpoint.parseAll("http://one.example").get(0), 1000, Clock.systemUTC());
    }

    private static JsonRpcHttp http(Endpoint endpoint, UnaryOperator<String> mutation) {
        OkHttpClient withoutNetwork = new OkHttpClient.Builder()
                .addInterceptor(chain -> answer(chain, mutation))
                .build();
        return new JsonRpcHttp(endpoint, withoutNetwork, 1 << 20, Deadline.in(Duration.ofMinutes(1)));
    }

    private static Response answer(Interceptor.Chain chain, UnaryOperator<String> mutation) throws IOException {
        Buffer question = new Buffer();
        chain.request().body().writeTo(question);
        String honest = honest(JSON.readTree(question.readUtf8())).toString();
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(ResponseBody.create(mutation.apply(honest), MEDIA_TYPE))
                .build();
    }

    private static JsonNode honest(JsonNode question) throws IOException {
        if (question.isArray()) {
            ArrayNode answers = JSON.createArrayNode();
            for (JsonNode one : question) {
                answers.add(honest(one));
            }
            return answers;
        }
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", question.path("id"));
        return answer.set("result", JSON.readTree(result(question)));
    }

    private static String result(JsonNode question) {
        return switch (question.path("method").asText()) {
            case "eth_chainId" -> "\"0x7a69\"";
            case "eth_getLogs" -> "[" + log(11, 0) + "," + log(11, 1) + "," + log(13, 0) + "]";
            default -> {
                String asked = question.path("params").path(0).asText();
                long number = asked.equals("latest") ? WINDOW.to() : Long.decode(asked);
                yield ScriptedNode.blockJson(number, TestChain.blockHash(number));
            }
        };
    }

    private static String log(long block, long index) {
        TestChain.LogDraft draft = TestChain.burn(block, index, 10 * block + index);
        return """
                {"removed":false,"logIndex":"%s","transactionIndex":"0x0","transactionHash":"%s","blockHash":"%s",
                 "blockNumber":"%s","address":"%s","data":"%s","topics":["%s"]}
                """.formatted(
                        draft.logIndex,
                        draft.txHash,
                        draft.blockHash,
                        draft.blockNumber,
                        draft.address,
                        draft.data,
                        String.join("\",\"", draft.topics));
    }

    /** The same mutation of every answer to one question. */
    private static UnaryOperator<String> mutation(long seed) {
        return answer -> {
            Random random = new Random(seed);
            return switch (random.nextInt(5)) {
                case 0 -> answer.substring(0, random.nextInt(answer.length()));
                case 1 -> inserted(answer, random);
                case 2 -> spoilt(answer, random, MutatedAnswersTest::replaceOne);
                case 3 -> spoilt(answer, random, MutatedAnswersTest::removeOne);
                default -> spoilt(answer, random, MutatedAnswersTest::repeatOne);
            };
        };
    }

    private static String inserted(String answer, Random random) {
        int place = random.nextInt(answer.length() + 1);
        char one = STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
        return answer.substring(0, place) + one + answer.substring(place);
    }

    /** What happens to one member or element somewhere in an answer. */
    private interface Spoiling {
        void spoil(JsonNode container, Random random) throws IOException;
    }

    private static String spoilt(String answer, Random random, Spoiling spoiling) {
        try {
            JsonNode root = JSON.readTree(answer);
            List<JsonNode> containers = new ArrayList<>();
            collect(root, containers);
            spoiling.spoil(containers.get(random.nextInt(containers.size())), random);
            return root.toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode() && !node.isEmpty()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private static void replaceOne(JsonNode container, Random random) throws IOException {
        JsonNode junk = JSON.readTree(JUNK.get(random.nextInt(JUNK.size())));
        if (container instanceof ObjectNode object) {
            object.set(nameOf(object, random), junk);
        } else {
            ((ArrayNode) container).set(random.nextInt(container.size()), junk);
        }
    }

    /** But a whole log or a topic: what a node leaves out is another check's to notice. */
    private static void removeOne(JsonNode container, Random random) {
        if (container instanceof ObjectNode object) {
            object.remove(nameOf(object, random));
        } else if (container.path(0).has("jsonrpc")) {
            ((ArrayNode) container).remove(random.nextInt(container.size()));
        }
    }

    /** But a topic, which is another log's then. */
    private static void repeatOne(JsonNode container, Random random) {
        if (container instanceof ArrayNode array && array.path(0).isObject()) {
            array.insert(random.nextInt(array.size() + 1), array.path(random.nextInt(array.size())));
        }
    }

    private static String nameOf(ObjectNode object, Random random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.get(random.nextInt(names.size()));
    }
}
