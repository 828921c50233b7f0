using System.Globalization;
using System.Runtime.InteropServices;
using Waybill.Connectors.Landing;
using Waybill.DuckDb;
using Waybill.Events.Feeds;

namespace Waybill.Bench;

/// <summary>
/// Reading landed CSV: our reader beside DuckDB's read_csv(all_varchar) on the same files, one thread each, into the
/// same query. Budget: at least 700 MB/s on one core for scanning and filling chunks.
/// </summary>
internal static class IngestBenchmark
{
    private const int Rounds = 5;

    internal static void Run(string[] args)
    {
        var megabytes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 512;
        var folder = Directory.CreateTempSubdirectory("waybill-bench");
        try
        {
            var machine = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors";
            Console.WriteLine($"{machine}, DuckDB {DuckDbDatabase.LibraryVersion}");
            using var database = DuckDbDatabase.Open(new DuckDbOptions { Threads = 1 });
            using var connection = database.Connect();
            foreach (var feed in FeedCatalogue.Orders)
            {
                var file = Write(connection, folder.FullName, feed, megabytes);
                Compare(connection, folder.FullName, feed, file);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static FileInfo Write(DuckDbConnection connection, string folder, FeedDefinition feed, int megabytes)
    {
        var rowBytes = feed == FeedCatalogue.Sales ? 190 : 57;
        var rows = (long)megabytes * 1_000_000 / rowBytes;
        var path = Path.Combine(folder, feed.LandingFolder, feed.FileName(new DateTime(2026, 1, 3, 6, 0, 0, DateTimeKind.Utc)));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // the path has a folder, it was joined from one
        const string OrderId = "'260103-' || lpad((i % 40)::varchar, 4, '0') || '-' || lpad(i::varchar, 8, '0') as order_id";
        const string Moment = "strftime(timestamp '2026-01-03' + interval (i % 86400) second, '%Y-%m-%d %H:%M:%S')";
        var select = feed == FeedCatalogue.Sales
            ? $"""
                {OrderId}, 'Customer Name ' || (i * 7919 % 100000) as customer_name, 'Product ' || (i * 31 % 5000) as product,
                i % 5 + 1 as quantity, (i % 99999 / 100)::decimal(18, 2) as unit_price, 'Ho Chi Minh City' as origin,
                'Da Nang' as destination, (i % 30000 / 1000)::decimal(18, 3) as weight_kg,
                (i % 2000 / 100)::decimal(18, 2) as shipping_cost, 'Pending' as status, {Moment} as sale_timestamp,
                'Shopee' as channel, 'J&T Express' as carrier, 'Central' as region, {Moment} as promised_at, i as source_seq
                """
            : $"""
                {OrderId}, ['Processing', 'Shipped', 'Delivered'][i % 3 + 1] as status, {Moment} as status_timestamp,
                i as source_seq
                """;
        connection.Execute($"copy (select {select} from range({rows}) t(i)) to {Sql.Literal(path)} (header, delimiter ',')");
        return new FileInfo(path);
    }

    private static void Compare(DuckDbConnection connection, string workspace, FeedDefinition feed, FileInfo file)
    {
        var lengths = string.Join(" + ", feed.Columns.Select(c => $"sum(length({c.Name}))"));
        var theirs = $"read_csv({Sql.Literal(file.FullName)}, all_varchar = true, header = true, delim = ',')";
        var survey = 0.0;
        var seconds = Median.Seconds(
            Rounds,
            () => connection.Scalar<long>($"select {lengths} from {theirs}"),
            () => Ours(connection, workspace, feed, $"select {lengths} from ", out survey),
            () => Ours(connection, workspace, feed, "select count(*) from ", out _),
            () => connection.Execute($"create or replace temp table t as select * from {theirs}"),
            () => Ours(connection, workspace, feed, "create or replace temp table t as select * from ", out _));
        var megabytes = file.Length / 1e6;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{feed.Name}: {megabytes:F0} MB"));
        Print("DuckDB read_csv, lengths summed", megabytes, seconds[0], seconds[0]);
        Print("Waybill, lengths summed (survey, hash and line numbers included)", megabytes, seconds[1], seconds[0]);
        Print("Waybill, rows counted (reader alone, survey included)", megabytes, seconds[2], seconds[0]);
        Print("  of that the survey", megabytes, survey, seconds[0]);
        Print("  of that scanning and filling chunks", megabytes, seconds[2] - survey, seconds[0]);
        Print("DuckDB read_csv into a table", megabytes, seconds[3], seconds[3]);
        Print("Waybill into a table", megabytes, seconds[4], seconds[3]);
    }

    private static void Ours(
        DuckDbConnection connection, string workspace, FeedDefinition feed, string query, out double survey)
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        using var arrival = new LandingZone(workspace).Look(feed, new HashSet<string>(), 0);
        survey = System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds;
        for (var part = 0; part < arrival.Parts; part++)
        {
            var relation = arrival.Open(part, connection);
            if (query.StartsWith("create", StringComparison.Ordinal) && part > 0)
            {
                connection.Execute($"insert into t select * from {relation}");
            }
            else
            {
                connection.Execute(query + relation);
            }
        }
    }

    private static void Print(string what, double megabytes, double seconds, double peer) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {what,-66} {seconds,7:F3} s {megabytes / seconds,7:F0} MB/s  {peer / seconds,5:F2}x of DuckDB"));
}
