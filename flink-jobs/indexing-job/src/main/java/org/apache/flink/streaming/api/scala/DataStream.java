package org.apache.flink.streaming.api.scala;

/**
 * Lets code be compiled against {@code CassandraSink}, one of whose overloaded methods takes this
 * class of Flink's Scala API, which is not on our classpath. Nothing loads it at run time: the jar
 * leaves it out.
 */
@SuppressWarnings("UnusedTypeParameter") // it is part of the signature
public final class DataStream<T> {
  private DataStream() {}
}
