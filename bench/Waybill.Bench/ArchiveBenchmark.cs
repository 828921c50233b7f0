using System.Diagnostics;
using System.Globalization;
using Waybill.Connectors.Postgres;
using Waybill.Connectors.Postgres.Telemetry;

namespace Waybill.Bench;

/// <summary>Archives messages in batches of 10,000 into a database that is ready, once for each line that comes in, and prints the seconds.</summary>
internal static class ArchiveBenchmark
{
    private const int BatchSize = 10_000;

    internal static async Task RunAsync(string address, string schemaFolder, int rows)
    {
        var database = PostgresDatabase.Parse(address);
        await TelemetrySchema.Load(schemaFolder).ApplyAsync(database, CancellationToken.None);
        var messages = TelemetrySamples.Messages(rows);
        while (Console.ReadLine() is not null)
        {
            var start = Stopwatch.GetTimestamp();
            await using (var archive = new TelemetryArchive(database))
            {
                for (var from = 0; from < rows; from += BatchSize)
                {
                    await archive.KeepAsync(new ArraySegment<Events.Live.RawReading>(messages, from, Math.Min(BatchSize, rows - from)), CancellationToken.None);
                }
            }

            Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("F3", CultureInfo.InvariantCulture));
        }
    }
}
