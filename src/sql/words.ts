const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** The words that cannot name a table without quotes. */
export const reservedWords = setOf(
  `SELECT WHERE ON GROUP ORDER HAVING LIMIT UNION INTERSECT EXCEPT FROM JOIN SET WITH USING WHEN AND OR AS INTO LEFT RIGHT
  INNER CROSS NATURAL`,
);

/** The words that follow a table without being its alias. */
export const notAliases = setOf(
  `SELECT WHERE ON GROUP ORDER HAVING LIMIT UNION INTERSECT EXCEPT MINUS FROM JOIN SET WITH USING WHEN AND OR AS INTO LEFT
  RIGHT INNER CROSS NATURAL FULL OUTER ASOF SEMI ANTI ARRAY LATERAL OFFSET FETCH WINDOW QUALIFY VALUES FOR TABLESAMPLE SAMPLE
  FINAL PREWHERE SETTINGS FORMAT PIVOT UNPIVOT MATCH_RECOGNIZE AT BEFORE CONNECT START RETURNING INSERT UPDATE DELETE MERGE
  CLUSTER DISTRIBUTE SORT FORCE USE IGNORE PARTITION OPTION APPLY NOT BY STRAIGHT_JOIN TO THEN ELSE END GO DO CLONE`,
);

/** The words that end the list of tables. */
export const afterTables = setOf(
  'WHERE GROUP HAVING ORDER LIMIT WINDOW QUALIFY FETCH PREWHERE CONNECT RETURNING SET VALUES OPTION WHEN',
);

/** The words that end the list of tables if one of these follows. */
export const afterTablesWith: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['START', setOf('WITH')],
  ['CLUSTER', setOf('BY')],
  ['DISTRIBUTE', setOf('BY')],
  ['SORT', setOf('BY')],
  ['FOR', setOf('UPDATE SHARE NO KEY JSON XML READ BROWSE')],
]);

/** The words before which a statement has come to an end, or its query has not yet begun. */
export const setOperators = setOf('UNION INTERSECT EXCEPT MINUS');

/** The words after which a table is named, for the tokenizer, which has no other context. */
export const introducers = setOf('FROM JOIN INTO UPDATE TABLE USING MERGE EXISTS VIEW APPLY CLONE ONLY DELETE');

/** The functions that run a query which stands in a string. */
export const queryFunctions = setOf('EXTERNAL_QUERY OPENQUERY OPENROWSET DBLINK QUERY QUERY_TABLE REMOTE REMOTESECURE');

/** The hints of T-SQL that may follow a table in parentheses without `WITH`. */
export const tableHints = setOf(
  `NOLOCK READUNCOMMITTED READCOMMITTED REPEATABLEREAD SERIALIZABLE READPAST ROWLOCK PAGLOCK TABLOCK TABLOCKX UPDLOCK XLOCK
  HOLDLOCK NOWAIT NOEXPAND FORCESEEK FORCESCAN SNAPSHOT`,
);

/** The first words of statements that read no table by a `FROM` of their own. */
export const otherStatements = setOf(
  `SHOW FETCH USE ALTER DROP COMMENT ANALYZE VACUUM CALL EXEC EXECUTE PREPARE DECLARE SET REFRESH LOAD IMPORT UNLOAD TRUNCATE
  DESCRIBE DESC`,
);

/** The modifiers between `INSERT` or `UPDATE` and the table. */
export const writeModifiers = setOf(
  'OVERWRITE IGNORE OR REPLACE ABORT FAIL ROLLBACK INTO TABLE LOW_PRIORITY HIGH_PRIORITY DELAYED FIRST ALL ONLY',
);

/** The prefixes of Spark's names of files: `parquet` in ``parquet.`/path` ``. */
export const fileFormats = setOf('PARQUET DELTA CSV JSON ORC TEXT AVRO BINARYFILE ICEBERG');
