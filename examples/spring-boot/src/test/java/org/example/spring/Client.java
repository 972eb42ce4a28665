package org.example.spring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Asks the application at a port of this machine. */
record Client(int port) {

    /** Waits until nothing is trained any more, and returns the state then. */
    String stateAtTheEnd() throws IOException, InterruptedException {
        String state = get();
        while (state.contains("\"training\"")) {
            Thread.sleep(100);
            state = get();
        }
        return state;
    }

    private String get() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/state")).build()).body();
    }

    HttpResponse<String> predict(String text) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/predict"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"" + text + "\"}"))
                .build());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
