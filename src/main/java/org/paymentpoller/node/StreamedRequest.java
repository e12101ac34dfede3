package org.paymentpoller.node;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.List;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/** A question whose result may be large: it is read while it comes, and held only as what it means. */
public final class StreamedRequest<T> extends Request<Object, StreamedRequest.Answer<T>> {

    /** Reads a result into what it means. */
    @FunctionalInterface
    public interface ResultReader<T> {

        /**
         * Reads one JSON value.
         *
         * @param json at the first token of the value; afterwards at its last
         * @throws com.fasterxml.jackson.databind.JsonMappingException when the value is of another kind
         * @throws NodeException when it cannot be believed
         */
        T read(JsonParser json) throws IOException;
    }

    /** The result as it was read. */
    public static final class Answer<T> extends Response<T> {}

    private final ResultReader<T> reader;

    @SuppressWarnings({"unchecked", "rawtypes"}) // a class literal has no type arguments
    public StreamedRequest(String method, List<?> parameters, JsonRpcHttp http, ResultReader<T> reader) {
        super(method, (List) parameters, http, (Class) Answer.class);
        this.reader = reader;
    }

    Object read(JsonParser json) throws IOException {
        return reader.read(json);
    }

    @SuppressWarnings("unchecked") // only what this request's own reader has read
    Answer<T> answer(Object result) {
        Answer<T> answer = new Answer<>();
        answer.setResult((T) result);
        return answer;
    }
}
