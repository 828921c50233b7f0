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
    case "peer" when args.Length == 4:
        PeerScript.Run(args[1], args[2], args[3]);
        return 0;
    case "rules":
        RulesBenchmark.Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("usage: Waybill.Bench ingest [megabytes] | rules [rounds [seeds]] | telemetry [rounds] | peer SCRIPT LANDING OUTPUT");
        return 2;
}
