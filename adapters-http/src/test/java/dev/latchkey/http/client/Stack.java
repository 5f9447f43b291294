package dev.latchkey.http.client;

import java.net.URI;

/** What a client sends by; every test of the client is run with each. */
enum Stack {
  JDK,
  SOCKETS;

  LatchkeyClientBuilder builder(URI url) {
    LatchkeyClientBuilder builder = LatchkeyClient.builder(url);
    return this == SOCKETS ? builder.quickStart() : builder;
  }

  LatchkeyClient to(URI url) {
    return builder(url).build();
  }
}
