using System.Diagnostics;
using System.Globalization;
using Waybill.DuckDb;

namespace Waybill.Bench;

/// <summary>Runs a hand-written DuckDB script as a peer, in a process of its own, and prints the seconds that it took.</summary>
internal static class PeerScript
{
    public static void Run(string script, string landing, string output)
    {
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true);
        }

        Directory.CreateDirectory(output);
        using var database = DuckDbDatabase.Open(new DuckDbOptions { TempDirectory = Path.Combine(output, "tmp") });
        using var connection = database.Connect();
        connection.Execute($"set variable landing = {Sql.Literal(landing)}; set variable out = {Sql.Literal(output)}");
        var watch = Stopwatch.StartNew();
        connection.Execute(File.ReadAllText(script));
        Console.WriteLine(watch.Elapsed.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
    }
}
