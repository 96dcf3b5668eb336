"""The `crawl` program on Apache Spark: what runs on the driver and in the tasks."""
