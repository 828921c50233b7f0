using System.Text.Json;

namespace Waybill.IntegrationTests.Cli;

/// <summary>How a call of the program ended.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    /// <summary>The standard output as one JSON document.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
