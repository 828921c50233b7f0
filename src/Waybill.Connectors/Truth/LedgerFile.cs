using System.Text;
using Waybill.Connectors.Files;
using Waybill.Events.Ledger;
using Waybill.Events.Sinks;
using Waybill.Events.Values;

namespace Waybill.Connectors.Truth;

/// <summary>One day's ledger, <c>truth/ledger/yyyy-MM-dd.csv</c>.</summary>
public sealed class LedgerFile : ILedgerSink, IDisposable
{
    private readonly StagedFile _file;

    /// <param name="root">Absolute path of the workspace.</param>
    /// <param name="day">Days since 1970-01-01.</param>
    public LedgerFile(string root, int day)
    {
        _file = new StagedFile(root, $"truth/ledger/{Instant.FromDay(day).ToString()[..10]}.csv");
        _file.Append(Encoding.ASCII.GetBytes(LedgerCsv.Header + "\n"));
    }

    public void Append(ReadOnlySpan<byte> lines) => _file.Append(lines);

    /// <summary>Forces the file to the disk.</summary>
    public void Complete() => _file.Flush();

    public WrittenFile Publish() => _file.Publish();

    public void Dispose() => _file.Dispose();
}
