/* librdkafka's own client with an empty consumer: consume BROKER MESSAGES; prints seconds and processor seconds from the first message on. */
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define BATCH 10000
#define WAIT_MS 5

static double now(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  static rd_kafka_message_t *messages[BATCH];
  char error[512], group[64];
  long expected = atol(argv[2]), count = 0;
  double started = 0, processor = 0;
  snprintf(group, sizeof group, "bench-%d", getpid());
  rd_kafka_conf_t *conf = rd_kafka_conf_new();
  rd_kafka_conf_set(conf, "bootstrap.servers", argv[1], error, sizeof error);
  rd_kafka_conf_set(conf, "group.id", group, error, sizeof error);
  rd_kafka_conf_set(conf, "auto.offset.reset", "earliest", error, sizeof error);
  rd_kafka_conf_set(conf, "enable.auto.commit", "false", error, sizeof error);
  rd_kafka_t *client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, error, sizeof error);
  if (client == NULL) { fprintf(stderr, "%s\n", error); return 1; }
  rd_kafka_poll_set_consumer(client);
  rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(client);
  rd_kafka_topic_partition_list_t *topics = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(topics, "telemetry", RD_KAFKA_PARTITION_UA);
  rd_kafka_subscribe(client, topics);
  while (count < expected) {
    ssize_t got = rd_kafka_consume_batch_queue(queue, WAIT_MS, messages, BATCH);
    if (got > 0 && started == 0) {
      started = now(CLOCK_MONOTONIC);
      processor = now(CLOCK_PROCESS_CPUTIME_ID);
    }
    for (ssize_t i = 0; i < got; i++) {
      if (!messages[i]->err) count++;
      rd_kafka_message_destroy(messages[i]);
    }
  }
  printf("%.3f %.3f\n", now(CLOCK_MONOTONIC) - started, now(CLOCK_PROCESS_CPUTIME_ID) - processor);
  fflush(stdout);
  _exit(0);
}
