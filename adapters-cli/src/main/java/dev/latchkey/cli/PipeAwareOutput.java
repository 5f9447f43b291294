package dev.latchkey.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Remembers whether whoever reads the output has gone, which is no failure of a command. */
final class PipeAwareOutput extends FilterOutputStream {

  private static final Path STANDARD_OUTPUT = Path.of("/dev/stdout");
  private static final int TYPE = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

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
      closed |= isPipe();
      throw e;
    }
  }

  // The message of the failure is in the language of the person. A pipe fails for no other reason.
  private static boolean isPipe() {
    try {
      int type = (int) Files.getAttribute(STANDARD_OUTPUT, "unix:mode") & TYPE;
      return type == PIPE || type == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
