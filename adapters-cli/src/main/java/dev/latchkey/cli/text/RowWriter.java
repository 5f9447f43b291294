package dev.latchkey.cli.text;

/** Writes rows one by one, in bounded memory however many there are. */
public interface RowWriter<T> extends AutoCloseable {

  /** Takes the next row. */
  void write(T row);

  /** Shows what was written until now to whoever reads. */
  void flush();

  /** Writes what is left. */
  @Override
  void close();
}
