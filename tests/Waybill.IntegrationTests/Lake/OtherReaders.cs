using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Waybill.Lake;
using Waybill.Lake.Io;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>
/// Runs the scripts in readers/. A reader that is missing skips the test with what to install, and fails it when CI=true.
/// </summary>
internal static class OtherReaders
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../npm/lake-readers"));

    // Debian's Python first: another one on the PATH rarely has Debian's packages.
    private static readonly Lazy<string?> Python =
        new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(p => Works(p, "-c", "import avro")));

    private static readonly Lazy<bool> Node = new(() => File.Exists(Path.Combine(Folder, "fetched")) && Works("node", "--version"));

    /// <summary>Names of the columns and sorted rows that icebird reads from a table.</summary>
    public static (string[] Columns, string[] Rows) Icebird(LakeServer server, LakeTable table, long? snapshotId = null)
    {
        string[] snapshot = snapshotId is { } id ? [$"{id}"] : [];
        using var json = RunNode("rows", [server.Address, table.Location, .. snapshot]);
        return (Texts(json.RootElement.GetProperty("columns")), Sorted(Texts(json.RootElement.GetProperty("rows"))));
    }

    /// <summary>Field id and name of each column of each file, and the sorted rows of all of them, as hyparquet reads them.</summary>
    public static (string[][] Fields, string[] Rows) Hyparquet(LakeServer server, IEnumerable<string> locations)
    {
        using var json = RunNode("files", [server.Address, .. locations]);
        var files = json.RootElement.EnumerateArray().ToArray();
        return (
            files.Select(f => Texts(f.GetProperty("fields"))).ToArray(),
            Sorted(files.SelectMany(f => Texts(f.GetProperty("rows")))));
    }

    /// <summary>Avro files by their locations as Avro's own library decodes them: {"header": {…}, "records": […]}.</summary>
    public static JsonElement[] Avro(IEnumerable<string> locations)
    {
        Require(Python.Value is not null, "Python with Avro is missing (Debian: apt-get install python3-avro)");
        using var json = Run(Python.Value!, [Path.Combine(Folder, "read_avro.py"), .. locations.Select(Locations.ToPath)]); // see above
        return json.RootElement.Clone().EnumerateArray().ToArray();
    }

    private static JsonDocument RunNode(string mode, string[] arguments)
    {
        Require(Node.Value, "node or its packages icebird and hyparquet are missing (install node and npm, and build again with a package feed)");
        return Run("node", [Path.Combine(Folder, "read.mjs"), mode, .. arguments]);
    }

    private static void Require(bool present, string message)
    {
        if (!present && Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail(message);
        }

        Assert.SkipUnless(present, message);
    }

    private static string[] Texts(JsonElement array) => array.EnumerateArray().Select(e => e.GetString()!).ToArray(); // the script prints texts only

    private static string[] Sorted(IEnumerable<string> rows) => rows.Order(StringComparer.Ordinal).ToArray();

    private static bool Works(string program, params string[] arguments)
    {
        try
        {
            using var process = Start(program, arguments);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // no such program
        }
    }

    private static JsonDocument Run(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{errors.GetAwaiter().GetResult()}");
        return JsonDocument.Parse(output);
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!; // null only with UseShellExecute
    }
}
