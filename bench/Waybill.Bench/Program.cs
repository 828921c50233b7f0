using Waybill.Bench;

// One file a benchmark; each prints the machine's figures beside those of a peer on the same input.
switch (args.FirstOrDefault())
{
    case "ingest":
        IngestBenchmark.Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine("usage: Waybill.Bench ingest [megabytes]");
        return 2;
}
