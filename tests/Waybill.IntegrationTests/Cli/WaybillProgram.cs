using System.Diagnostics;
using Xunit;

namespace Waybill.IntegrationTests.Cli;

/// <summary>The built program as users start it: a process with arguments, an exit code and two streams.</summary>
internal static class WaybillProgram
{
    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "waybill.dll");

    /// <summary>Runs the program to its end.</summary>
    public static ProgramResult Run(params string[] arguments) => Finish(Start(arguments));

    /// <summary>Runs the program and expects exit code 0.</summary>
    public static ProgramResult Succeed(params string[] arguments) => Succeed(new Dictionary<string, string>(), arguments);

    /// <summary>Runs the program with variables of its environment, and expects exit code 0.</summary>
    public static ProgramResult Succeed(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var result = Finish(Start("dotnet", [Assembly, .. arguments], environment));
        Assert.True(result.ExitCode == 0, $"waybill {string.Join(' ', arguments)} gave {result.ExitCode}:\n{result.Error}{result.Output}");
        return result;
    }

    /// <summary>
    /// Runs the program and kills it, as kill -9 does, when it has written so many lines of progress. A program that ends
    /// before fails the test.
    /// </summary>
    public static void Kill(int afterLines, params string[] arguments)
    {
        using var process = Start(arguments);
        for (var line = 0; line < afterLines; line++)
        {
            Assert.NotNull(process.StandardError.ReadLine());
        }

        process.Kill();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
    }

    /// <summary>Runs the program and kills it, as kill -9 does, as soon as something is so. A program that ends before fails the test.</summary>
    public static void KillWhen(Func<bool> isTime, params string[] arguments)
    {
        using var process = Start(arguments);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        while (!isTime())
        {
            Assert.False(process.WaitForExit(milliseconds: 5), "The program ended before it was killed.");
        }

        process.Kill();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
    }

    /// <summary>Starts the program; whoever does so reads its streams.</summary>
    public static Process Start(params string[] arguments) => Start("dotnet", [Assembly, .. arguments]);

    /// <summary>Starts the program so that it hears Ctrl-C; one that a script starts in the background does not.</summary>
    public static Process StartAtTerminal(params string[] arguments) => Start("env", ["--default-signal=INT", "dotnet", Assembly, .. arguments]);

    private static Process Start(string command, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["TERM"] = "dumb";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start");
        process.StandardInput.Close();
        return process;
    }

    private static ProgramResult Finish(Process process)
    {
        using (process)
        {
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new ProgramResult(process.ExitCode, output, error.GetAwaiter().GetResult());
        }
    }
}
