package org.gibsey.cdc.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.TupleType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.type.VectorType;
import java.util.List;
import org.apache.cassandra.cql3.CQLFragmentParser;
import org.apache.cassandra.cql3.CqlParser;
import org.apache.cassandra.schema.Keyspaces;
import org.apache.cassandra.schema.Schema;
import org.apache.cassandra.schema.TableId;
import org.apache.cassandra.schema.Types;
import org.apache.cassandra.service.ClientState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tables with user-defined types known to Cassandra's classes in this process.
 *
 * <p>Debezium has a table's definition parsed without the types of its keyspace, which fails and
 * leaves the table unknown. This puts it in place after that.
 */
final class UserTypes {
  private static final Logger LOG = LoggerFactory.getLogger(UserTypes.class);

  private UserTypes() {}

  /** True if a column of the table has a user-defined type or one made of it. */
  static boolean usedBy(TableMetadata table) {
    return table.getColumns().values().stream().anyMatch(column -> holds(column.getType()));
  }

  private static boolean holds(DataType type) {
    if (type instanceof ListType list) {
      return holds(list.getElementType());
    }
    if (type instanceof SetType set) {
      return holds(set.getElementType());
    }
    if (type instanceof MapType map) {
      return holds(map.getKeyType()) || holds(map.getValueType());
    }
    if (type instanceof TupleType tuple) {
      return tuple.getComponentTypes().stream().anyMatch(UserTypes::holds);
    }
    if (type instanceof VectorType vector) {
      return holds(vector.getElementType());
    }
    return type instanceof UserDefinedType;
  }

  /** Adds the table, or replaces what is known of it; logs an error if it cannot be understood. */
  static void define(KeyspaceMetadata keyspace, TableMetadata table) {
    try {
      Types types = types(keyspace);
      var definition =
          CQLFragmentParser.parseAny(
                  CqlParser::createTableStatement, table.describe(true), "CREATE TABLE")
              .keyspace(keyspace.getName().asInternal())
              .prepare(ClientState.forInternalCalls())
              .builder(types)
              .id(TableId.fromUUID(table.getId().orElseThrow()))
              .build();
      Schema.instance.updateHandler.apply(schema -> with(schema, types, definition), true);
    } catch (RuntimeException e) {
      LOG.error(
          "The definition of {}.{} cannot be used, so its changes are not captured",
          table.getKeyspace(),
          table.getName(),
          e);
    }
  }

  private static Types types(KeyspaceMetadata keyspace) {
    Types.RawBuilder types = Types.rawBuilder(keyspace.getName().asInternal());
    for (UserDefinedType type : keyspace.getUserDefinedTypes().values()) {
      List<String> names = type.getFieldNames().stream().map(CqlIdentifier::asInternal).toList();
      List<String> fields =
          type.getFieldTypes().stream().map(field -> field.asCql(true, true)).toList();
      types.add(type.getName().asInternal(), names, fields);
    }
    return types.build();
  }

  private static Keyspaces with(
      Keyspaces schema, Types types, org.apache.cassandra.schema.TableMetadata table) {
    var keyspace = schema.getNullable(table.keyspace);
    if (keyspace == null) {
      return schema;
    }
    var known = keyspace.tables;
    var others = known.getNullable(table.name) == null ? known : known.without(table.name);
    return schema.withAddedOrUpdated(keyspace.withSwapped(types).withSwapped(others.with(table)));
  }
}
