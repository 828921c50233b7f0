using Waybill.Cli.Capturing;

namespace Waybill.Cli.Output;

/// <summary>What a capture did.</summary>
internal static class CaptureReport
{
    public static void Write(CaptureResult result, string server, string workspace)
    {
        if (result.CopiedTables > 0)
        {
            Console.WriteLine($"Copied {Texts.Count(result.CopiedTables)} tables of {server}: {Texts.Count(result.CopiedRows)} rows.");
        }

        Console.WriteLine(
            $"Landed {Texts.Count(result.Changes)} changes of {Texts.Count(result.Transactions)} transactions in {Texts.Count(result.Batches)} batches, "
            + $"{Texts.Count(result.Files)} files, {Texts.Bytes(result.Bytes)}, in {Texts.Seconds(result.LandingSeconds)} s"
            + $"{Texts.RateOf(result.Changes + result.CopiedRows, result.LandingSeconds, "rows")}, in {workspace}");
        var place = result.Watermark is { } watermark ? $"rows changed before {watermark}"
            : result.Confirmed == result.Landed ? $"everything up to {result.Confirmed}, confirmed to the server"
            : $"everything up to {result.Confirmed}; landed up to {result.Landed}";
        Console.WriteLine($"Bronze took in {Texts.Count(result.BronzeRows)} rows and holds {place}. {Texts.Seconds(result.Seconds)} s in all.");
    }
}
