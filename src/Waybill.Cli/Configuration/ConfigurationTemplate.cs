namespace Waybill.Cli.Configuration;

/// <summary>What <c>waybill init</c> writes.</summary>
internal static class ConfigurationTemplate
{
    public const string Text = """
        # Waybill workspace. Files in the formats of the feeds can be dropped as they are:
        #   landing/sales/orders_<yyyyMMdd_HHmmss>.csv                   order_id, customer_name, product, quantity, unit_price, origin,
        #                                                                destination, weight_kg, shipping_cost, status, sale_timestamp
        #   landing/logistics/logistics_updates_<yyyyMMdd_HHmmss>.csv    order_id, status, status_timestamp
        #   landing/factory/<yyyy-MM-dd>/production_batches.csv          batch_id, machine_id, product_name, start_time, end_time,
        #                                                                units_produced, units_defective
        #   landing/factory/<yyyy-MM-dd>/sensor_logs.json (an array)     machine_id, timestamp, temperature, pressure, energy_kwh,
        #                                                                efficiency_percent
        #   landing/factory/<yyyy-MM-dd>/qc_checks.csv                   check_id, batch_id, check_timestamp, inspector_id, pass_fail,
        #                                                                defect_notes
        #   landing/factory/<yyyy-MM-dd>/operator_logs.csv               log_id, machine_id, operator_id, log_timestamp, action, notes
        # Other files are mapped here. Then: waybill run

        # sources:
        #   my_shop:                                 # any name
        #     folder: /data/my-shop                  # absolute, or relative to this file
        #     time_zone: America/Sao_Paulo           # of times without a zone; UTC when left away
        #     # time_format: "%d/%m/%Y %H:%M"        # when times are not ISO 8601
        #     inputs:                                # the first one drives: each of its rows becomes a row of the feed
        #       orders: orders*.csv
        #       items: {files: items*.csv, delimiter: ";"}
        #     sales:
        #       key: order_id
        #       from: >                              # SQL join over the inputs; left away when one input is enough
        #         orders left join (
        #           select order_id, min(product_id) as product, sum(cast(price as decimal(18, 2))) as price
        #           from items group by order_id
        #         ) as basket using (order_id)
        #       columns:                             # column of the feed: SQL expression
        #         order_id: order_id
        #         product: product
        #         quantity: "1"
        #         unit_price: price
        #         sale_timestamp: purchased_at
        #         promised_at: estimated_delivery
        #     logistics:
        #       columns: {order_id: order_id}
        #       events:                              # one row tells of several events; no event where the time is empty
        #         - {status: Processing, at: approved_at}
        #         - {status: Shipped, at: handed_over_at}
        #         - {status: Delivered, at: delivered_at}

        # live:                                      # waybill live watches the trucks
        #   kafka:
        #     brokers: kafka-1:9092,kafka-2:9092
        #     topic: truck_telemetry
        #     group: waybill
        #     properties:                            # of librdkafka, by its own names; ${NAME} is an environment variable
        #       security.protocol: SASL_SSL
        #       sasl.mechanism: SCRAM-SHA-512
        #       sasl.username: waybill               # the password: WAYBILL_KAFKA_SASL_PASSWORD
        #   redis: redis://localhost:6379
        #   archive: postgresql://waybill@localhost:5432/telemetry
        #   rules:                                   # added to models/seeds/alert_rules.csv, or in place of its rows; waybill run uses them too
        #     - {rule: too_warm, above: 6, cargo: milk}
        #     - {rule: cargo_warm, field: cargo_temp, above: 7, clear: 6.5, for: 15m, severity: critical}
        #     - {rule: speeding, above: 70, for: 2m, truck: TRK-0001}

        """;
}
