package org.gibsey.embedding.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes the few operations of Python's pickle protocol 2 that a TorchScript archive consists of.
 *
 * <p>Opcodes as in Python's {@code pickletools}. Values are pushed on a stack in the order of the
 * calls; {@link #finish} returns the program that leaves the last of them.
 */
final class PickleWriter {
  private final ByteArrayOutputStream program = new ByteArrayOutputStream();

  PickleWriter() {
    program.write(0x80); // PROTO
    program.write(2);
  }

  /** Pushes a Python class or function. */
  PickleWriter global(String module, String name) {
    return opcode('c').bytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  PickleWriter string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return opcode('X').int32(utf8.length).bytes(utf8);
  }

  PickleWriter integer(int value) {
    return opcode('J').int32(value);
  }

  PickleWriter no() {
    return opcode(0x89); // NEWFALSE
  }

  PickleWriter emptyTuple() {
    return opcode(')');
  }

  /** Begins a tuple; everything up to {@link #endTuple} is in it. */
  PickleWriter beginTuple() {
    return opcode('(');
  }

  PickleWriter endTuple() {
    return opcode('t');
  }

  PickleWriter integers(List<Integer> values) {
    beginTuple();
    values.forEach(this::integer);
    return endTuple();
  }

  PickleWriter emptyList() {
    return opcode(']');
  }

  /** Begins the elements of the list on top of the stack. */
  PickleWriter beginAppends() {
    return opcode('(');
  }

  PickleWriter endAppends() {
    return opcode('e');
  }

  /** Replaces a callable and its tuple of arguments by the result of the call. */
  PickleWriter call() {
    return opcode('R');
  }

  /** Replaces a class and a tuple of arguments by an instance that was not initialised. */
  PickleWriter newInstance() {
    return opcode(0x81); // NEWOBJ
  }

  /** Hands the state on top of the stack to {@code __setstate__} of the instance below it. */
  PickleWriter setState() {
    return opcode('b');
  }

  /** Replaces a tuple by what the reader finds under that identity outside the pickle. */
  PickleWriter persistentId() {
    return opcode('Q');
  }

  byte[] finish() {
    opcode('.');
    return program.toByteArray();
  }

  private PickleWriter opcode(int code) {
    program.write(code);
    return this;
  }

  private PickleWriter bytes(byte[] bytes) {
    program.writeBytes(bytes);
    return this;
  }

  private PickleWriter int32(int value) {
    program.writeBytes(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
    return this;
  }
}
