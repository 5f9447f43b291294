package dev.latchkey.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Remembers whether whoever reads the output has gone, which is no failure of a command. */
final class PipeAwareOutput extends FilterOutputStream {

  private volatile boolean closed;

  PipeAwareOutput(OutputStream out) {
    super(out);
  }

  boolean isPipeClosed() {
    return closed;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    try {
      out.write(octets, offset, length);
    } catch (IOException e) {
      closed |= String.valueOf(e.getMessage()).contains("Broken pipe");
      throw e;
    }
  }
}
