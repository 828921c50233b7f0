using Waybill.Events.Feeds;
using Waybill.Tests.Sim.Faults;
using Xunit;

namespace Waybill.Tests.Cli.Simulate;

/// <summary>
/// Compares the files of a feed with those of the twin: the twin's rows and the ledger alone say which rows stand in which
/// file how often, which files there are, and what their headers are. Rows that nothing happened to stand in the twin's order.
/// </summary>
internal sealed class TwinAudit
{
    private readonly FeedDefinition _feed;
    private readonly FeedText _text;
    private readonly string _root;
    private readonly string _end;
    private readonly ILookup<string, LedgerLine> _ledger;

    /// <summary>Drop time to the rows that must stand in its file.</summary>
    private readonly Dictionary<string, List<string>> _expected = [];
    private readonly Dictionary<string, List<string>> _untouched = [];
    private readonly Dictionary<string, string> _dropOfName = [];
    private readonly HashSet<string> _namesSeen = [];

    private TwinAudit(string root, FeedDefinition feed, string end)
    {
        _feed = feed;
        _text = new FeedText(feed);
        _root = root;
        _end = end;
        _ledger = LedgerLine
            .Read(Directory.GetFiles(Path.Combine(root, "truth/ledger")).Order().Select(file => SkipHeader(File.ReadAllBytes(file))))
            .Where(line => line.Feed == feed.Name)
            .ToLookup(line => line.Key);
    }

    /// <summary>Checks all feeds and returns the number of ledger lines that were needed.</summary>
    public static int Check(string root, DateTime worldTime)
    {
        int lines = 0;
        foreach (FeedDefinition feed in FeedCatalogue.Exports)
        {
            var audit = new TwinAudit(root, feed, worldTime.ToString("yyyy-MM-dd HH:mm:ss"));
            audit.Check();
            lines += audit._ledger.Sum(group => group.Count());
        }

        return lines;
    }

    private void Check()
    {
        string twin = Path.Combine(_root, "twin", _feed.LandingFolder);
        var clean = new List<(string Key, string Row, string Drop)>();
        foreach (string name in Names(twin))
        {
            Assert.True(_feed.TryReadDropTime(name, out DateTime time));
            string drop = time.ToString("yyyy-MM-dd HH:mm:ss");
            _dropOfName[name] = drop;
            (string? header, List<string> rows, bool cut) = _text.Read(File.ReadAllBytes(Path.Combine(twin, name)));
            Assert.False(cut);
            Assert.Equal(_feed.Format == FeedFormat.Csv ? _feed.Header : null, header);
            clean.AddRange(rows.Select(row => (_text.Key(row, time.AddDays(-1).ToString("yyyy-MM-dd")), row, drop)));
        }

        Expect(clean);
        foreach (string name in _dropOfName.Keys.Order(StringComparer.Ordinal))
        {
            CheckDrop(name);
        }

        Assert.Equal(_namesSeen.Order(), Names(Path.Combine(_root, _feed.LandingFolder)).Order());
    }

    private void Expect(List<(string Key, string Row, string Drop)> clean)
    {
        var keys = new HashSet<string>();
        foreach ((string key, string row, string drop) in clean)
        {
            Assert.True(keys.Add(key), $"two rows have the key {key}");
            if (_ledger[key].SingleOrDefault() is { } fault)
            {
                ExpectFaulty(fault, row, drop);
            }
            else
            {
                Add(_expected, drop, row);
                Add(_untouched, drop, row);
            }
        }

        foreach (LedgerLine orphan in _ledger.Where(lines => !keys.Contains(lines.Key) && !_dropOfName.ContainsKey(lines.Key)).SelectMany(lines => lines))
        {
            Assert.Equal("orphan_update", orphan.Kind);
            Add(_expected, orphan.ArrivalTime, orphan.WrittenValue);
        }
    }

    private void ExpectFaulty(LedgerLine fault, string row, string own)
    {
        switch (fault.Kind)
        {
            case "late" or "out_of_order":
                Add(_expected, fault.ArrivalTime, row);
                break;
            case "duplicate_row" or "replayed_batch":
                Add(_expected, own, row);
                Add(_expected, fault.ArrivalTime, row);
                break;
            case "conflicting_duplicate":
                Add(_expected, own, row);
                Add(_expected, fault.ArrivalTime, _text.Stale(row, fault));
                break;
            case "status_jump":
                Assert.Equal(row, fault.TrueValue);
                break;
            case "truncated_file" or "broken_row":
                Assert.Equal(row, fault.TrueValue);
                if (fault.WrittenValue.Length > 0)
                {
                    Add(_expected, own, fault.WrittenValue);
                }

                break;
            default:
                Add(_expected, own, _text.Replace(row, fault));
                Assert.NotEqual(fault.TrueValue, fault.WrittenValue);
                break;
        }
    }

    /// <summary>The file of a drop: where it is, what it holds, and what lies there instead of it or beside it.</summary>
    private void CheckDrop(string name)
    {
        LedgerLine? fault = _ledger[name].SingleOrDefault(line => line.Kind is not ("column_renamed" or "column_removed" or "type_changed"));
        bool arrives = fault is null || string.CompareOrdinal(fault.ArrivalTime, _end) <= 0;
        switch (fault?.Kind)
        {
            case "missing_drop":
                if (arrives)
                {
                    CheckWhole(name, name, header: null);
                }

                break;
            case "half_written_file":
                byte[] half = Read(name);
                if (arrives)
                {
                    CheckWhole(name, fault.WrittenValue, header: null);
                    Assert.True(Read(fault.WrittenValue).AsSpan().StartsWith(half) && half[^1] != '\n', name);
                }
                else
                {
                    CheckBeginning(name, half);
                }

                break;
            case "duplicate_file":
                CheckWhole(name, name, header: null);
                if (arrives)
                {
                    Assert.Equal(Read(name), Read(fault.WrittenValue));
                }

                break;
            default:
                CheckWhole(name, name, fault?.WrittenValue);
                break;
        }
    }

    private void CheckWhole(string dropName, string fileName, string? header)
    {
        string drop = _dropOfName[dropName];
        (string? found, List<string> rows, bool cut) = _text.Read(Read(fileName));
        string expectedHeader = header ?? _feed.Header;
        Assert.Equal(_feed.Format == FeedFormat.Csv ? expectedHeader : null, found);
        if (header is not null)
        {
            string[] names = header.Split(',');
            bool added = names.Length > _feed.Columns.Count;
            rows = [.. rows.Select(row => _text.ToUsual(row, names) ?? (added && _feed.Format == FeedFormat.Csv ? row[..row.LastIndexOf(',')] : row))];
        }

        List<string> expected = _expected.GetValueOrDefault(drop, []);
        Assert.True(
            expected.Order(StringComparer.Ordinal).SequenceEqual(rows.Order(StringComparer.Ordinal)),
            $"{fileName}: only expected [{string.Join(" | ", Without(expected, rows))}], only found [{string.Join(" | ", Without(rows, expected))}]");
        Assert.Equal(cut, _ledger.SelectMany(lines => lines).Any(line => line.Kind == "truncated_file" && line.ArrivalTime == drop));

        var untouched = _untouched.GetValueOrDefault(drop, []).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(_untouched.GetValueOrDefault(drop, []), rows.Where(untouched.Contains));
    }

    /// <summary>What is there of a file that never came as a whole.</summary>
    private void CheckBeginning(string name, byte[] half)
    {
        (_, List<string> rows, bool cut) = _text.Read(half);
        Assert.True(cut || rows.Count == 0, name);
        List<string> expected = _expected.GetValueOrDefault(_dropOfName[name], []);
        Assert.Empty(Without(rows.SkipLast(1), expected));
        Assert.All(rows.TakeLast(1), row => Assert.Contains(expected, line => line.StartsWith(row, StringComparison.Ordinal)));
    }

    private byte[] Read(string name)
    {
        _namesSeen.Add(name);
        return File.ReadAllBytes(Path.Combine(_root, _feed.LandingFolder, name));
    }

    private IEnumerable<string> Names(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
        .Where(_feed.Takes);

    private static IEnumerable<string> Without(IEnumerable<string> lines, IEnumerable<string> others)
    {
        Dictionary<string, int> left = others.CountBy(line => line).ToDictionary();
        foreach (string line in lines)
        {
            if (left.TryGetValue(line, out int count) && count > 0)
            {
                left[line] = count - 1;
            }
            else
            {
                yield return line;
            }
        }
    }

    private static void Add(Dictionary<string, List<string>> drops, string drop, string row) =>
        (drops.TryGetValue(drop, out List<string>? rows) ? rows : drops[drop] = []).Add(row);

    private static byte[] SkipHeader(byte[] bytes) => bytes[(Array.IndexOf(bytes, (byte)'\n') + 1)..];
}
