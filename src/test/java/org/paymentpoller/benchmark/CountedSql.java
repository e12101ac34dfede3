package org.paymentpoller.benchmark;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import org.paymentpoller.fixture.PostgresServer;

/**
 * A way to PostgreSQL that counts what clients ask: statements are Execute and Query messages, round trips are Sync and Query
 * messages (PostgreSQL documentation, 55.7 Message Formats).
 */
final class CountedSql implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicLong statements = new AtomicLong();
    private final AtomicLong roundTrips = new AtomicLong();
    private final PostgresServer server;

    CountedSql(PostgresServer server) throws IOException {
        this.server = server;
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    long statements() {
        return statements.get();
    }

    long roundTrips() {
        return roundTrips.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket behind = new Socket(server.host(), server.port());
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                daemon(() -> questions(client, behind));
                daemon(() -> answers(client, behind));
            } catch (IOException e) {
                // Closed on purpose.
            }
        }
    }

    private void questions(Socket client, Socket behind) {
        try (client;
                behind) {
            DataInputStream in = new DataInputStream(new java.io.BufferedInputStream(client.getInputStream()));
            DataOutputStream out = new DataOutputStream(new java.io.BufferedOutputStream(behind.getOutputStream()));
            boolean started = false;
            while (true) {
                if (started) {
                    int type = in.readByte();
                    count(type);
                    out.writeByte(type);
                }
                int length = in.readInt();
                out.writeInt(length);
                out.write(in.readNBytes(length - 4));
                started = true;
                if (in.available() == 0) {
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static void answers(Socket client, Socket behind) {
        try {
            behind.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // One of them has gone.
        }
    }

    private void count(int type) {
        if (type == 'E' || type == 'Q') {
            statements.incrementAndGet();
        }
        if (type == 'S' || type == 'Q') {
            roundTrips.incrementAndGet();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "counted sql");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
