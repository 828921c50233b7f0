using System.Globalization;
using System.Text;
using Waybill.Events.Feeds;
using Waybill.Events.Rows;
using Waybill.Events.Text;
using Waybill.Events.Values;
using Xunit;

namespace Waybill.Tests.Sim.Faults;

/// <summary>
/// Checks that the ledger explains a feed to the byte: from the clean rows and the ledger alone follows which lines were
/// written, how often and in which drop; nothing else may have been written.
/// </summary>
internal sealed class LedgerAudit
{
    private readonly Dictionary<string, List<string>> _written = [];
    private readonly ILookup<string, LedgerLine> _ledger;
    private readonly FeedDefinition _feed;
    private readonly string _end;
    private int _expectedLines;

    public LedgerAudit(SimulatedCells cells, FeedDefinition feed, int days)
    {
        _feed = feed;
        _end = Instant.FromDay(SimulatedCells.StartDay + days).ToString();
        _ledger = LedgerLine.Read(cells.Ledgers).Where(line => line.Feed == feed.Name).ToLookup(line => line.Key);
        foreach (((string name, int window, _), byte[] bytes) in cells.Segments)
        {
            string drop = new DropWindow(window).End.ToString();
            foreach (string line in name == feed.Name ? LedgerLine.Lines(bytes) : [])
            {
                (_written.TryGetValue(line, out List<string>? drops) ? drops : _written[line] = []).Add(drop);
            }
        }
    }

    public int WrittenLines => _written.Values.Sum(drops => drops.Count);

    public void Check(IEnumerable<(string Key, string Line, Instant At)> cleanRows)
    {
        var keys = new HashSet<string>();
        foreach ((string key, string line, Instant at) in cleanRows)
        {
            keys.Add(key);
            string own = DropWindow.At(at).End.ToString();
            LedgerLine? fault = _ledger[key].SingleOrDefault();
            if (fault is null)
            {
                Expect(line, own);
            }
            else
            {
                Assert.Equal(at.ToString(), fault.EventTime);
                CheckFault(fault, line, own);
            }
        }

        foreach (LedgerLine orphan in _ledger.Where(lines => !keys.Contains(lines.Key)).SelectMany(lines => lines))
        {
            Assert.Equal("orphan_update", orphan.Kind);
            Expect(orphan.WrittenValue, orphan.ArrivalTime);
        }

        Assert.Equal(_expectedLines, WrittenLines);
    }

    private void CheckFault(LedgerLine fault, string line, string own)
    {
        switch (fault.Kind)
        {
            case "late" or "out_of_order":
                Expect(line, fault.ArrivalTime);
                break;
            case "duplicate_row" or "replayed_batch":
                Expect(line, own, fault.ArrivalTime);
                break;
            case "conflicting_duplicate":
                Expect(line, own);
                Expect(Stale(line, fault), fault.ArrivalTime);
                break;
            case "status_jump":
                Expect(line);
                Assert.Equal(line, fault.TrueValue);
                break;
            case "truncated_file":
                Expect(line);
                Assert.Equal(line, fault.TrueValue);
                if (fault.WrittenValue.Length > 0)
                {
                    Expect(fault.WrittenValue, own);
                }

                break;
            case "broken_row":
                Expect(line);
                Expect(fault.WrittenValue, own);
                Assert.Equal(line, fault.TrueValue);
                break;
            default:
                Expect(line);
                Expect(Replace(line, fault.Field, fault.TrueValue, Bytes(fault)), own);
                Assert.NotEqual(fault.TrueValue, fault.WrittenValue);
                break;
        }
    }

    /// <summary>The line stands in exactly these drops, as far as the world has come to them.</summary>
    private void Expect(string line, params string[] drops)
    {
        string[] landed = [.. drops.Where(drop => string.CompareOrdinal(drop, _end) <= 0).Order()];
        List<string> found = _written.GetValueOrDefault(line, []);
        Assert.True(
            landed.SequenceEqual(found.Order()),
            $"{line}\nexpected in [{string.Join(" | ", landed)}], found in [{string.Join(" | ", found)}]");
        _expectedLines += landed.Length;
    }

    private static string Bytes(LedgerLine fault) => fault.Kind == "bad_encoding"
        ? Encoding.Latin1.GetString(Convert.FromHexString(fault.WrittenValue[2..]))
        : fault.WrittenValue;

    private string Stale(string line, LedgerLine fault)
    {
        long sequence = long.Parse(line[(line.LastIndexOf(',') + 1)..], CultureInfo.InvariantCulture);
        string older = string.Create(CultureInfo.InvariantCulture, $"{line[..(line.LastIndexOf(',') + 1)]}{sequence - 1}");
        return Replace(older, fault.Field, fault.TrueValue, fault.WrittenValue);
    }

    private string Replace(string line, string column, string trueValue, string writtenValue)
    {
        List<string> fields = LedgerLine.Split(line);
        int index = _feed.FindColumn(column);
        Assert.Equal(trueValue, fields[index]);
        return string.Join(',', fields.Select((field, i) => i == index ? writtenValue : Quote(field)));
    }

    private static string Quote(string field)
    {
        var buffer = new ByteBuffer();
        CsvText.AppendField(buffer, Encoding.Latin1.GetBytes(field));
        return Encoding.Latin1.GetString(buffer.Written);
    }

    /// <summary>Clean orders with their keys and lines.</summary>
    public static IEnumerable<(string Key, string Line, Instant At)> Sales(SimulatedCells cells)
    {
        var csv = new SalesCsv(cells.Plan.World.Vocabulary);
        var buffer = new ByteBuffer();
        foreach (SalesRow order in cells.Orders)
        {
            buffer.Clear();
            csv.Append(buffer, in order);
            yield return (order.Id.ToString(), Encoding.Latin1.GetString(buffer.Written[..^1]), order.SoldAt);
        }
    }

    /// <summary>Clean status changes with their keys and lines.</summary>
    public static IEnumerable<(string Key, string Line, Instant At)> Logistics(SimulatedCells cells)
    {
        var csv = new StatusCsv();
        var buffer = new ByteBuffer();
        foreach (StatusRow change in cells.Changes)
        {
            buffer.Clear();
            csv.Append(buffer, in change);
            yield return ($"{change.Id}|{change.Status}", Encoding.Latin1.GetString(buffer.Written[..^1]), change.At);
        }
    }
}
