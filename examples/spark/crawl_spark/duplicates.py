"""Which rows say the same as one before them: the same ones that `crawl` leaves out.

`crawl` goes through the rows in order and leaves out each that has a key in common with one it has kept. Here that is
done in rounds: a row is kept when none that is still undecided comes before it under any of its keys, and then
the others with one of its keys are left out. The first row of all is always decided, so that there is an end; how many
rounds it takes depends on the longest chain of rows in which each is like the next.

What is shuffled is sixteen bytes a key, never a text.
"""

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

DUPLICATES = "row long, near boolean"


def find_duplicates(spark: SparkSession, rows: DataFrame, folder: str) -> tuple[DataFrame, int]:
    """The rows to leave out, and whether they are like another only nearly; and the number of rounds.

    `rows` has `row`, in the order of the input, and `keys`. Each round is written to the folder, so that a worker that
    is lost costs its own tasks and not what came before.
    """
    found = spark.createDataFrame([], DUPLICATES)
    undecided = repeated_keys(rows)
    for number in range(1, 1 << 20):
        undecided = settled(spark, undecided, f"{folder}/undecided-{number}")
        if undecided.isEmpty():
            return found, number - 1
        kept, left_out = decide(undecided)
        left_out = settled(spark, left_out, f"{folder}/duplicates-{number}")
        found = found.union(left_out)
        undecided = undecided.join(kept, "row", "left_anti").join(left_out, "row", "left_anti")
    raise AssertionError("every round decides a row")


def repeated_keys(rows: DataFrame) -> DataFrame:
    """Rows and keys, a line each, without the keys that only one row has."""
    # The digest comes first.
    keys = rows.select("row", f.posexplode("keys").alias("position", "key"))
    keys = keys.select("row", "key", (f.col("position") == 0).alias("is_digest"))
    repeated = keys.groupBy("key").agg(f.count("*").alias("count")).where("count > 1").select("key")
    return keys.join(repeated, "key", "left_semi")


def decide(undecided: DataFrame) -> tuple[DataFrame, DataFrame]:
    """One round: the rows that are kept, and those that are left out on account of them."""
    first = undecided.groupBy("key").agg(f.min("row").alias("first"))
    compared = undecided.join(first, "key").withColumn("is_first", f.col("row") == f.col("first"))
    kept = compared.groupBy("row").agg(f.bool_and("is_first").alias("is_kept")).where("is_kept").select("row")
    owners = kept.withColumnRenamed("row", "first")
    others = compared.where(~f.col("is_first")).join(owners, "first", "left_semi")
    left_out = others.groupBy("row").agg((~f.bool_or("is_digest")).alias("near"))
    return kept, left_out


def settled(spark: SparkSession, frame: DataFrame, path: str) -> DataFrame:
    """The frame, written down."""
    frame.write.parquet(path)
    return spark.read.schema(frame.schema).parquet(path)
