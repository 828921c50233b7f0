using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Waybill.IntegrationTests.Lake;

/// <summary>Runs a reader that others made, in a process of its own, and takes its JSON.</summary>
internal static class Reader
{
    /// <summary>Where the build puts the scripts and npm's packages.</summary>
    private static readonly string Scripts = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "npm", "lake-readers"));

    public static Task<JsonElement> NodeAsync(string script, params string[] arguments) =>
        RunAsync("node", [Path.Combine(Scripts, script), .. arguments], "install Node.js 20 or newer");

    public static async Task<JsonElement> PythonAvroAsync(params string[] files)
    {
        // Debian's package is for the system's own Python, which need not be the first one in PATH.
        var python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        var (_, _, missing) = await StartAsync(python, ["-c", "import avro.datafile"]).ConfigureAwait(false);
        if (missing.Length > 0)
        {
            SkipOrFail("Python's avro library is missing", "install it: apt-get install python3-avro");
        }

        return await RunAsync(python, [Path.Combine(Scripts, "avro_dump.py"), .. files], "install Python 3").ConfigureAwait(false);
    }

    private static async Task<JsonElement> RunAsync(string program, IReadOnlyList<string> arguments, string advice)
    {
        var (code, output, errors) = await StartAsync(program, arguments).ConfigureAwait(false);
        if (code is null)
        {
            SkipOrFail($"'{program}' is missing", advice);
        }

        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)}: {errors}");
        using var json = JsonDocument.Parse(output);
        return json.RootElement.Clone();
    }

    private static async Task<(int? Code, string Output, string Errors)> StartAsync(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start) ?? throw new InvalidOperationException(program);
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = await process.StandardError.ReadToEndAsync().ConfigureAwait(false);
            await process.WaitForExitAsync().ConfigureAwait(false);
            return (process.ExitCode, await output.ConfigureAwait(false), process.ExitCode == 0 ? "" : errors);
        }
        catch (Win32Exception e)
        {
            return (null, "", e.Message);
        }
    }

    private static void SkipOrFail(string what, string advice)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            Assert.Fail($"{what}: {advice}");
        }

        Assert.Skip($"{what}: {advice}");
    }
}
