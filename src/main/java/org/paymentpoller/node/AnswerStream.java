package org.paymentpoller.node;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an answer, of which no more are read than may be. */
final class AnswerStream extends FilterInputStream {

    private final String endpoint;
    private final long most;
    private long read;

    /**
     * @param most bytes; at the next one reading ends with a {@link TooLargeException}
     */
    AnswerStream(InputStream bytes, String endpoint, long most) {
        super(bytes);
        this.endpoint = endpoint;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) throws TooLargeException {
        read += bytes;
        if (read > most) {
            throw new TooLargeException(endpoint + " answered more than " + most
                    + " bytes (poller.node.max-answer-size); the rest was not read");
        }
    }
}
