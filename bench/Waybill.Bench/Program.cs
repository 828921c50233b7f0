using System.Globalization;
using Waybill.Bench;

// One file a benchmark; each prints the machine's figures beside those of a peer on the same input.
switch (args.FirstOrDefault())
{
    case "ingest":
        IngestBenchmark.Run(args[1..]);
        return 0;
    case "telemetry":
        TelemetryBenchmark.Run(args[1..]);
        return 0;
    case "kafka-broker" when args.Length == 3:
        await KafkaBroker.RunAsync(int.Parse(args[1], CultureInfo.InvariantCulture), int.Parse(args[2], CultureInfo.InvariantCulture));
        return 0;
    case "kafka" when args.Length == 3:
        await KafkaBenchmark.RunAsync(args[1], int.Parse(args[2], CultureInfo.InvariantCulture), () => new KafkaBenchmark.Nothing());
        return 0;
    case "kafka" when args.Length == 5:
        await KafkaBenchmark.RunAsync(
            args[1], int.Parse(args[2], CultureInfo.InvariantCulture), () => new RulesWork(args[3], int.Parse(args[4], CultureInfo.InvariantCulture)));
        return 0;
    case "live" when args.Length == 5:
        await LiveBenchmark.RunAsync(
            args[1], int.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture), int.Parse(args[4], CultureInfo.InvariantCulture));
        return 0;
    case "archive" when args.Length == 4:
        await ArchiveBenchmark.RunAsync(args[1], args[2], int.Parse(args[3], CultureInfo.InvariantCulture));
        return 0;
    case "peer" when args.Length == 4:
        PeerScript.Run(args[1], args[2], args[3]);
        return 0;
    case "rules":
        RulesBenchmark.Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("usage: Waybill.Bench ingest [megabytes] | rules [rounds [seeds]] | telemetry [rounds] | peer SCRIPT LANDING OUTPUT"
            + " | kafka-broker PARTITIONS MESSAGES | kafka BROKER MESSAGES [SEEDS REDIS_PORT] | archive DATABASE SCHEMA ROWS | live BROKER REDIS_PORT RATE SECONDS");
        return 2;
}
